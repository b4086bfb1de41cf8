// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/kraken/krakenwire.h"

#include "base/jsontext.h"
#include "sim/isotime.h"

#include <set>

namespace touchline::krakenwire {

namespace {

void appendExactField(std::string &out, std::string_view key, std::int64_t raw, int decimals)
{
    appendJsonKey(out, key);
    appendExact(out, raw, decimals);
}

void appendLevels(std::string &out, std::string_view key, std::span<const Level> levels, Decimals decimals)
{
    appendJsonKey(out, key);
    out += '[';
    for (const Level &level : levels) {
        out += out.back() == '[' ? "{" : ",{";
        appendExactField(out, "price", level.price.raw(), decimals.price);
        appendExactField(out, "qty", level.qty.raw(), decimals.qty);
        out += '}';
    }
    out += ']';
}

std::string channelHead(std::string_view channel, std::string_view type)
{
    std::string out = "{";
    appendJsonText(out, "channel", channel);
    appendJsonText(out, "type", type);
    appendJsonKey(out, "data");
    return out;
}

template <class Message>
std::string bookFrame(std::string_view type, const Instrument &instrument, const Message &message)
{
    constexpr std::size_t bytesALevel = 48;
    std::string out;
    out.reserve(160 + (message.bids.size() + message.asks.size()) * bytesALevel);
    out = channelHead("book", type) + "[{";
    appendJsonText(out, "symbol", instrument.symbol);
    appendLevels(out, "bids", message.bids, instrument.decimals);
    appendLevels(out, "asks", message.asks, instrument.decimals);
    appendJsonNumber(out, "checksum", message.checksum.value());
    appendJsonText(out, "timestamp", isoTime(message.exchangeTime.value(), timeDecimals));
    return out + "}]}";
}

std::string tradeFrame(std::string_view type, const Instrument &instrument, std::span<const TapeTrade> trades)
{
    std::string out = channelHead("trade", type) + '[';
    for (const TapeTrade &trade : trades) {
        out += out.back() == '[' ? "{" : ",{";
        appendJsonText(out, "symbol", instrument.symbol);
        appendJsonText(out, "side", trade.buyerIsMaker ? "sell" : "buy");
        appendExactField(out, "price", trade.price.raw(), instrument.decimals.price);
        appendExactField(out, "qty", trade.qty.raw(), instrument.decimals.qty);
        appendJsonText(out, "ord_type", "market");
        appendJsonNumber(out, "trade_id", trade.id);
        appendJsonText(out, "timestamp", isoTime(trade.time, timeDecimals));
        out += '}';
    }
    return out + "]}";
}

void appendAsset(std::string &out, std::string_view id)
{
    out += out.back() == '[' ? "{" : ",{";
    appendJsonText(out, "id", id);
    out += R"(,"status":"enabled","precision":10,"precision_display":5,"borrowable":false})";
}

void appendPair(std::string &out, const Instrument &instrument)
{
    const Decimals decimals = instrument.decimals;
    out += out.back() == '[' ? "{" : ",{";
    appendJsonText(out, "symbol", instrument.symbol);
    appendJsonText(out, "base", instrument.base);
    appendJsonText(out, "quote", instrument.quote);
    appendJsonText(out, "status", pairStatus(instrument.status));
    appendJsonNumber(out, "qty_precision", decimals.qty);
    appendExactField(out, "qty_increment", instrument.stepSize.raw(), decimals.qty);
    appendJsonNumber(out, "price_precision", decimals.price);
    appendExactField(out, "price_increment", instrument.tickSize.raw(), decimals.price);
    appendExactField(out, "qty_min", instrument.stepSize.raw(), decimals.qty);
    out += R"(,"cost_precision":8,"cost_min":"0.5","marginable":false,"has_index":false})";
}

} // namespace

void appendExact(std::string &out, std::int64_t raw, int decimals)
{
    appendDecimal(out, raw, decimals, decimals);
}

std::string_view pairStatus(InstrumentStatus status)
{
    switch (status) {
    case InstrumentStatus::Trading:
        return "online";
    case InstrumentStatus::CancelOnly:
        return "cancel_only";
    case InstrumentStatus::Halted:
    case InstrumentStatus::Break:
    case InstrumentStatus::EndOfDay:
    case InstrumentStatus::Unknown:
        break;
    }
    return "maintenance";
}

std::string status(std::string_view system, std::int64_t connectionId)
{
    std::string out = channelHead("status", "update") + "[{";
    appendJsonText(out, "version", "2.0.10");
    appendJsonText(out, "system", system);
    appendJsonText(out, "api_version", "v2");
    appendJsonNumber(out, "connection_id", connectionId);
    return out + "}]}";
}

std::string bookSnapshot(const Instrument &instrument, const BookSnapshot &snapshot)
{
    return bookFrame("snapshot", instrument, snapshot);
}

std::string bookUpdate(const Instrument &instrument, const BookDelta &delta)
{
    return bookFrame("update", instrument, delta);
}

std::string tradeSnapshot(const Instrument &instrument, std::span<const TapeTrade> trades)
{
    return tradeFrame("snapshot", instrument, trades);
}

std::string tradeUpdate(const Instrument &instrument, std::span<const TapeTrade> trades)
{
    return tradeFrame("update", instrument, trades);
}

std::string instrumentSnapshot(std::span<const Instrument> listed)
{
    std::set<std::string_view> assets;
    for (const Instrument &instrument : listed)
        assets.insert({instrument.base, instrument.quote});
    std::string out = channelHead("instrument", "snapshot") + R"({"assets":[)";
    for (const std::string_view asset : assets)
        appendAsset(out, asset);
    out += R"(],"pairs":[)";
    for (const Instrument &instrument : listed)
        appendPair(out, instrument);
    return out + "]}}";
}

} // namespace touchline::krakenwire
