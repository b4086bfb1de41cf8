// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/binancestrict.h"

#include "venues/json.h"

#include <array>

namespace touchline::binance {

namespace {

Expected<const Instrument *> instrumentOf(json::Object payload, const InstrumentLookup &instruments)
{
    const auto symbol = json::text(payload, "s");
    if (!symbol)
        return Unexpected(symbol.error());
    return followedInstrument(*symbol, instruments);
}

std::optional<Instant> timeOf(json::Object payload, std::string_view key)
{
    const auto time = json::unsignedNumber(payload, key);
    return time ? instantOf(*time) : std::nullopt;
}

Expected<FeedEvent> depthEvent(
    json::Object payload, const InstrumentLookup &instruments, DecodeBuffer &buffer)
{
    const auto instrument = instrumentOf(payload, instruments);
    if (!instrument)
        return Unexpected(instrument.error());
    const auto first = json::unsignedNumber(payload, "U");
    if (!first)
        return Unexpected(first.error());
    const auto last = json::unsignedNumber(payload, "u");
    if (!last)
        return Unexpected(last.error());
    if (*first > *last)
        return failure(ErrorCode::UnexpectedShape, "'U' is larger than 'u'");
    BookDelta &delta = buffer.delta;
    delta.ids = UpdateIds{*first, *last};
    if (json::has(payload, "pu")) {
        const auto previous = json::unsignedNumber(payload, "pu");
        if (!previous)
            return Unexpected(previous.error());
        delta.ids.previous = *previous;
    }
    delta.exchangeTime = timeOf(payload, "E");
    if (const auto bids = json::readLevels(payload, "b", (*instrument)->decimals, delta.bids); !bids)
        return Unexpected(bids.error());
    if (const auto asks = json::readLevels(payload, "a", (*instrument)->decimals, delta.asks); !asks)
        return Unexpected(asks.error());
    return FeedEvent(DepthEvent{*instrument, &delta});
}

/// A price and a quantity member of the same object.
Expected<Level> levelOf(json::Object payload, std::array<std::string_view, 2> keys, Decimals decimals)
{
    const auto price = json::price(payload, keys[0], decimals.price);
    if (!price)
        return Unexpected(price.error());
    const auto qty = json::qty(payload, keys[1], decimals.qty);
    if (!qty)
        return Unexpected(qty.error());
    return Level{*price, *qty};
}

Expected<FeedEvent> quoteEvent(json::Object payload, const InstrumentLookup &instruments)
{
    const auto instrument = instrumentOf(payload, instruments);
    if (!instrument)
        return Unexpected(instrument.error());
    const auto id = json::unsignedNumber(payload, "u");
    if (!id)
        return Unexpected(id.error());
    const auto bid = levelOf(payload, {"b", "B"}, (*instrument)->decimals);
    if (!bid)
        return Unexpected(bid.error());
    const auto ask = levelOf(payload, {"a", "A"}, (*instrument)->decimals);
    if (!ask)
        return Unexpected(ask.error());
    return FeedEvent(QuoteEvent{*instrument, Quote{*id, Touch{*bid, *ask}}});
}

Expected<FeedEvent> tradeEvent(
    json::Object payload, const InstrumentLookup &instruments, std::string_view idKey)
{
    const auto instrument = instrumentOf(payload, instruments);
    if (!instrument)
        return Unexpected(instrument.error());
    const auto level = levelOf(payload, {"p", "q"}, (*instrument)->decimals);
    if (!level)
        return Unexpected(level.error());
    const auto buyerIsMaker = json::flag(payload, "m");
    if (!buyerIsMaker)
        return Unexpected(buyerIsMaker.error());
    const auto aggressor = *buyerIsMaker ? Aggressor::Seller : Aggressor::Buyer;
    const auto id = json::unsignedNumber(payload, idKey);
    const Trade trade{level->price, level->qty, aggressor, timeOf(payload, "T"), id ? *id : 0};
    return FeedEvent(TradeEvent{*instrument, trade});
}

Expected<FeedEvent> eventFrom(
    json::Object payload, const InstrumentLookup &instruments, DecodeBuffer &buffer, TradeStream trades)
{
    if (json::has(payload, "e")) {
        const auto type = json::text(payload, "e");
        if (!type)
            return Unexpected(type.error());
        if (*type == "depthUpdate")
            return depthEvent(payload, instruments, buffer);
        if (*type == "trade" && trades == TradeStream::Trade)
            return tradeEvent(payload, instruments, "t");
        if (*type == "aggTrade" && trades == TradeStream::AggTrade)
            return tradeEvent(payload, instruments, "a");
        if (*type == "bookTicker")
            return quoteEvent(payload, instruments);
        if (*type == "serverShutdown")
            return FeedEvent(ShutdownEvent{});
        return FeedEvent(OtherEvent{});
    }
    if (json::has(payload, "u") && json::has(payload, "B"))
        return quoteEvent(payload, instruments);
    if (json::has(payload, "code") && json::has(payload, "msg")) {
        buffer.refusal = json::sentence(payload, "msg");
        return FeedEvent(RefusedEvent{buffer.refusal});
    }
    return FeedEvent(OtherEvent{});
}

} // namespace

Expected<BookSnapshot> decodeSnapshotStrictly(std::string_view body, const Instrument &instrument)
{
    const auto root = json::parseObject(body, "the snapshot");
    if (!root)
        return Unexpected(root.error());
    const auto id = json::unsignedNumber(*root, "lastUpdateId");
    if (!id)
        return Unexpected(id.error());
    BookSnapshot snapshot{*id, {}, {}};
    if (const auto bids = json::readLevels(*root, "bids", instrument.decimals, snapshot.bids); !bids)
        return Unexpected(bids.error());
    if (const auto asks = json::readLevels(*root, "asks", instrument.decimals, snapshot.asks); !asks)
        return Unexpected(asks.error());
    return snapshot;
}

Expected<FeedEvent> decodeFrameStrictly(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer, TradeStream trades)
{
    const auto root = json::parseObject(frame, "the frame");
    if (!root)
        return Unexpected(root.error());
    if (!json::has(*root, "stream"))
        return eventFrom(*root, instruments, buffer, trades);
    const auto payload = json::object(*root, "data");
    if (!payload)
        return Unexpected(payload.error());
    return eventFrom(*payload, instruments, buffer, trades);
}

} // namespace touchline::binance
