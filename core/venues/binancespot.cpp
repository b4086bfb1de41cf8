// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/binancespot.h"

#include "venues/json.h"

#include <algorithm>
#include <array>

namespace touchline {

namespace {

/// Binance prints prices and quantities with eight decimals, whatever tick and step are.
constexpr int printedDecimals = 8;

/// Where a lot is a whole unit, quantities grow beyond what int64 holds at eight decimals (9.2e10 units).
/// Older orders there are finer than today's lot size by a few digits at most.
constexpr int wholeLotQtyDecimals = 4;

/// Names may hold any UTF-8 (since 2025-12): percent-encode all but what is surely safe.
std::string urlEncoded(std::string_view text)
{
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool isSafe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                            c == '-' || c == '_' || c == '.';
        if (isSafe) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += hex[byte >> 4];
        out += hex[byte & 15];
    }
    return out;
}

/// Stream names are the symbol in lower case.
std::string streamName(std::string_view symbol)
{
    std::string lower(symbol);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return urlEncoded(lower);
}

InstrumentStatus statusOf(std::string_view text)
{
    if (text == "TRADING")
        return InstrumentStatus::Trading;
    if (text == "HALT")
        return InstrumentStatus::Halted;
    if (text == "BREAK")
        return InstrumentStatus::Break;
    if (text == "CANCEL_ONLY")
        return InstrumentStatus::CancelOnly;
    if (text == "END_OF_DAY")
        return InstrumentStatus::EndOfDay;
    return InstrumentStatus::Unknown;
}

Expected<void> readFilters(json::Object symbol, Instrument &instrument)
{
    const auto filters = json::array(symbol, "filters");
    if (!filters)
        return Unexpected(filters.error());
    for (const json::Element element : *filters) {
        json::Object filter;
        if (element.get(filter) != simdjson::SUCCESS)
            return failure(ErrorCode::UnexpectedShape, "a filter is not an object");
        const auto type = json::text(filter, "filterType").value_or({});
        if (type == "PRICE_FILTER") {
            const auto tick = json::price(filter, "tickSize", printedDecimals);
            if (!tick)
                return Unexpected(tick.error());
            instrument.tickSize = *tick;
        } else if (type == "LOT_SIZE") {
            const auto step = json::qty(filter, "stepSize", printedDecimals);
            if (!step)
                return Unexpected(step.error());
            instrument.stepSize = *step;
        }
    }
    return {};
}

void chooseQtyDecimals(Instrument &instrument)
{
    const auto oneUnit = powerOfTen(printedDecimals);
    if (instrument.stepSize.raw() < oneUnit)
        return;
    const int fewer = printedDecimals - wholeLotQtyDecimals;
    instrument.stepSize = Qty(instrument.stepSize.raw() / powerOfTen(fewer));
    instrument.decimals.qty = wholeLotQtyDecimals;
}

Expected<Instrument> instrumentFrom(json::Object symbol)
{
    const auto name = json::text(symbol, "symbol");
    if (!name)
        return Unexpected(name.error());
    Instrument instrument = bareInstrument(std::string(*name));
    instrument.decimals = Decimals{printedDecimals, printedDecimals};
    instrument.base = json::text(symbol, "baseAsset").value_or({});
    instrument.quote = json::text(symbol, "quoteAsset").value_or({});
    instrument.status = statusOf(json::text(symbol, "status").value_or({}));
    if (!readFilters(symbol, instrument)) {
        // One odd listing must not hide all others: it stays listed, as one whose tick is not known.
        instrument.tickSize = Price{};
        instrument.stepSize = Qty{};
    }
    chooseQtyDecimals(instrument);
    return instrument;
}

Expected<const Instrument *> instrumentOf(json::Object payload, const InstrumentLookup &instruments)
{
    const auto symbol = json::text(payload, "s");
    if (!symbol)
        return Unexpected(symbol.error());
    const Instrument *instrument = instruments(*symbol);
    if (!instrument)
        return failure(ErrorCode::UnknownSymbol, "'" + std::string(*symbol) + "' was not subscribed");
    return instrument;
}

std::optional<Instant> timeOf(json::Object payload, std::string_view key)
{
    // Milliseconds have 13 digits until the year 2286, microseconds (timeUnit=MICROSECOND) have 16.
    constexpr std::uint64_t smallestMicroseconds = 100'000'000'000'000;
    constexpr std::uint64_t largestMicroseconds = 9'000'000'000'000'000;
    const auto time = json::unsignedNumber(payload, key);
    if (!time || *time > largestMicroseconds)
        return std::nullopt;
    const auto value = static_cast<std::int64_t>(*time);
    return *time < smallestMicroseconds ? Instant::fromMillis(value) : Instant{value * 1000};
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

Expected<FeedEvent> tradeEvent(json::Object payload, const InstrumentLookup &instruments)
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
    const Trade trade{level->price, level->qty, aggressor, timeOf(payload, "T")};
    return FeedEvent(TradeEvent{*instrument, trade});
}

Expected<FeedEvent> eventFrom(json::Object payload, const InstrumentLookup &instruments, DecodeBuffer &buffer)
{
    if (json::has(payload, "e")) {
        const auto type = json::text(payload, "e");
        if (!type)
            return Unexpected(type.error());
        if (*type == "depthUpdate")
            return depthEvent(payload, instruments, buffer);
        if (*type == "trade")
            return tradeEvent(payload, instruments);
        if (*type == "serverShutdown")
            return FeedEvent(ShutdownEvent{});
        return FeedEvent(OtherEvent{});
    }
    if (json::has(payload, "u") && json::has(payload, "B"))
        return quoteEvent(payload, instruments);
    if (json::has(payload, "code") && json::has(payload, "msg"))
        return FeedEvent(RefusedEvent{std::string(json::text(payload, "msg").value_or({}))});
    return FeedEvent(OtherEvent{});
}

} // namespace

VenueHosts BinanceSpot::hosts() const
{
    return VenueHosts{std::string(m_profile.restHost), std::string(m_profile.wsHost)};
}

VenueLimits BinanceSpot::limits() const
{
    // 1024 streams a connection, three streams a symbol.
    VenueLimits limits;
    limits.maxSymbolsPerConnection = 1024 / 3;
    return limits;
}

std::string BinanceSpot::instrumentsUrl(const VenueHosts &hosts) const
{
    return hosts.rest + "/api/v3/exchangeInfo?showPermissionSets=false";
}

std::string BinanceSpot::snapshotUrl(const VenueHosts &hosts, std::string_view symbol) const
{
    return hosts.rest + "/api/v3/depth?symbol=" + urlEncoded(symbol) + "&limit=5000";
}

std::string BinanceSpot::streamUrl(const VenueHosts &hosts, std::span<const Instrument> instruments) const
{
    std::string url = hosts.ws + "/stream?streams=";
    const char *separator = "";
    for (const Instrument &instrument : instruments) {
        const std::string name = streamName(instrument.symbol);
        for (const char *stream : {"@depth@100ms", "@bookTicker", "@trade"}) {
            url += separator + name + stream;
            separator = "/";
        }
    }
    return url;
}

Expected<std::vector<Instrument>> BinanceSpot::decodeInstruments(std::string_view body) const
{
    const auto document = json::parse(body);
    if (!document)
        return Unexpected(document.error());
    json::Object root;
    if (document->get(root) != simdjson::SUCCESS)
        return failure(ErrorCode::UnexpectedShape, "the instrument list is not an object");
    const auto symbols = json::array(root, "symbols");
    if (!symbols)
        return Unexpected(symbols.error());
    std::vector<Instrument> instruments;
    instruments.reserve(symbols->size());
    for (const json::Element element : *symbols) {
        json::Object symbol;
        if (element.get(symbol) != simdjson::SUCCESS)
            return failure(ErrorCode::UnexpectedShape, "an instrument is not an object");
        auto instrument = instrumentFrom(symbol);
        if (!instrument)
            return Unexpected(instrument.error());
        instruments.push_back(std::move(*instrument));
    }
    return instruments;
}

Expected<BookSnapshot> BinanceSpot::decodeSnapshot(std::string_view body, const Instrument &instrument) const
{
    const auto document = json::parse(body);
    if (!document)
        return Unexpected(document.error());
    json::Object root;
    if (document->get(root) != simdjson::SUCCESS)
        return failure(ErrorCode::UnexpectedShape, "the snapshot is not an object");
    const auto id = json::unsignedNumber(root, "lastUpdateId");
    if (!id)
        return Unexpected(id.error());
    BookSnapshot snapshot{*id, {}, {}};
    if (const auto bids = json::readLevels(root, "bids", instrument.decimals, snapshot.bids); !bids)
        return Unexpected(bids.error());
    if (const auto asks = json::readLevels(root, "asks", instrument.decimals, snapshot.asks); !asks)
        return Unexpected(asks.error());
    return snapshot;
}

Expected<FeedEvent> BinanceSpot::decodeFrame(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer) const
{
    const auto document = json::parse(frame);
    if (!document)
        return Unexpected(document.error());
    json::Object root;
    if (document->get(root) != simdjson::SUCCESS)
        return failure(ErrorCode::UnexpectedShape, "the frame is not an object");
    if (!json::has(root, "stream"))
        return eventFrom(root, instruments, buffer);
    const auto payload = json::object(root, "data");
    if (!payload)
        return Unexpected(payload.error());
    return eventFrom(*payload, instruments, buffer);
}

std::string BinanceSpot::errorText(std::string_view body) const
{
    const auto document = json::parse(body);
    json::Object root;
    if (!document || document->get(root) != simdjson::SUCCESS)
        return {};
    return std::string(json::text(root, "msg").value_or({}));
}

} // namespace touchline
