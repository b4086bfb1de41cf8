// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binance/binancewire.h"

#include "base/jsontext.h"

namespace touchline::binancewire {

namespace {

constexpr int venueDecimals = 8;

void appendNumber(std::string &out, std::uint64_t number)
{
    out += std::to_string(number);
}

void appendTradeTail(std::string &out, const TapeTrade &trade)
{
    appendJsonNumber(out, "T", trade.time.millis());
    out += trade.buyerIsMaker ? R"(,"m":true,"M":true})" : R"(,"m":false,"M":true})";
}

} // namespace

void appendDecimal8(std::string &out, std::int64_t raw, int decimals)
{
    appendDecimal(out, raw, decimals, venueDecimals);
}

void appendLevels(std::string &out, std::span<const Level> levels, Decimals decimals)
{
    out += '[';
    for (const Level &level : levels) {
        if (out.back() != '[')
            out += ',';
        out += "[\"";
        appendDecimal8(out, level.price.raw(), decimals.price);
        out += "\",\"";
        appendDecimal8(out, level.qty.raw(), decimals.qty);
        out += "\"]";
    }
    out += ']';
}

void appendDecimalField(std::string &out, std::string_view key, std::int64_t raw, int decimals)
{
    appendJsonKey(out, key);
    out += '"';
    appendDecimal8(out, raw, decimals);
    out += '"';
}

std::vector<Level> bestLevels(const BookSide &side, std::size_t count)
{
    std::vector<Level> levels;
    side.copyBest(count, levels);
    return levels;
}

std::string depthUpdate(const Instrument &instrument, const BookDelta &delta)
{
    constexpr std::size_t bytesALevel = 36;
    std::string out;
    out.reserve(128 + (delta.bids.size() + delta.asks.size()) * bytesALevel);
    out = R"({"e":"depthUpdate")";
    appendJsonNumber(out, "E", delta.exchangeTime ? delta.exchangeTime->millis() : 0);
    appendJsonText(out, "s", instrument.symbol);
    out += R"(,"U":)";
    appendNumber(out, delta.ids.first);
    out += R"(,"u":)";
    appendNumber(out, delta.ids.last);
    out += R"(,"b":)";
    appendLevels(out, delta.bids, instrument.decimals);
    out += R"(,"a":)";
    appendLevels(out, delta.asks, instrument.decimals);
    out += '}';
    return out;
}

std::string partialDepth(const Listing &listing, std::size_t count)
{
    std::string out = R"({"lastUpdateId":)";
    appendNumber(out, listing.updateId);
    out += R"(,"bids":)";
    appendLevels(out, bestLevels(listing.book.bids(), count), listing.instrument.decimals);
    out += R"(,"asks":)";
    appendLevels(out, bestLevels(listing.book.asks(), count), listing.instrument.decimals);
    out += '}';
    return out;
}

std::string bookTicker(const Instrument &instrument, std::uint64_t updateId, const Touch &touch)
{
    std::string out = R"({"u":)";
    appendNumber(out, updateId);
    appendJsonText(out, "s", instrument.symbol);
    appendDecimalField(out, "b", touch.bid.price.raw(), instrument.decimals.price);
    appendDecimalField(out, "B", touch.bid.qty.raw(), instrument.decimals.qty);
    appendDecimalField(out, "a", touch.ask.price.raw(), instrument.decimals.price);
    appendDecimalField(out, "A", touch.ask.qty.raw(), instrument.decimals.qty);
    out += '}';
    return out;
}

std::string trade(const Instrument &instrument, const TapeTrade &trade)
{
    std::string out = R"({"e":"trade")";
    appendJsonNumber(out, "E", trade.time.millis());
    appendJsonText(out, "s", instrument.symbol);
    appendJsonNumber(out, "t", trade.id);
    appendDecimalField(out, "p", trade.price.raw(), instrument.decimals.price);
    appendDecimalField(out, "q", trade.qty.raw(), instrument.decimals.qty);
    appendTradeTail(out, trade);
    return out;
}

std::string aggregateTrade(const Instrument &instrument, std::int64_t id, std::span<const TapeTrade> parts)
{
    std::int64_t sum = 0;
    for (const TapeTrade &part : parts)
        sum = saturatingAdd(sum, part.qty.raw());
    std::string out = R"({"e":"aggTrade")";
    appendJsonNumber(out, "E", parts.front().time.millis());
    appendJsonText(out, "s", instrument.symbol);
    appendJsonNumber(out, "a", id);
    appendDecimalField(out, "p", parts.front().price.raw(), instrument.decimals.price);
    appendDecimalField(out, "q", sum, instrument.decimals.qty);
    appendJsonNumber(out, "f", parts.front().id);
    appendJsonNumber(out, "l", parts.back().id);
    appendTradeTail(out, parts.back());
    return out;
}

} // namespace touchline::binancewire
