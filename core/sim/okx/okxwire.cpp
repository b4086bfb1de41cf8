// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/okx/okxwire.h"

#include "base/jsontext.h"
#include "sim/crc32.h"

#include <algorithm>

namespace touchline::okxwire {

namespace {

/// The market knows no single orders: as many as look likely, and always the same for a quantity.
std::int64_t ordersIn(Qty qty, Qty step)
{
    constexpr std::int64_t most = 9;
    return qty.isZero() ? 0 : 1 + qty.raw() / std::max<std::int64_t>(step.raw(), 1) % most;
}

void appendLevels(std::string &out, std::span<const Level> levels, const Instrument &instrument)
{
    out += '[';
    for (const Level &level : levels) {
        out += out.back() == '[' ? "[\"" : ",[\"";
        appendDecimal(out, level.price.raw(), instrument.decimals.price);
        out += "\",\"";
        appendDecimal(out, level.qty.raw(), instrument.decimals.qty);
        out += R"(","0",")" + std::to_string(ordersIn(level.qty, instrument.stepSize)) + "\"]";
    }
    out += ']';
}

std::string frameOf(std::string_view channel, const Instrument &instrument)
{
    std::string out = R"({"arg":)";
    appendArgument(out, channel, instrument.symbol);
    return out;
}

void appendTime(std::string &out, Instant at)
{
    appendJsonText(out, "ts", std::to_string(at.millis()));
}

void appendChecked(std::string &out, const Level &level, Decimals decimals)
{
    if (!out.empty())
        out += ':';
    out += format(level.price, decimals.price) + ':' + format(level.qty, decimals.qty);
}

} // namespace

void appendArgument(std::string &out, std::string_view channel, std::string_view symbol)
{
    out += '{';
    appendJsonText(out, "channel", channel);
    appendJsonText(out, "instId", symbol);
    out += '}';
}

std::string streamName(std::string_view channel, std::string_view symbol)
{
    return std::string(channel) + ':' + std::string(symbol);
}

std::string connectionId(std::uint32_t number)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string id(8, '0');
    for (auto digit = id.rbegin(); digit != id.rend(); ++digit) {
        *digit = digits[number % digits.size()];
        number /= static_cast<std::uint32_t>(digits.size());
    }
    return id;
}

void appendSides(std::string &out, const BookDelta &levels, const Instrument &instrument)
{
    appendJsonKey(out, "asks");
    appendLevels(out, levels.asks, instrument);
    appendJsonKey(out, "bids");
    appendLevels(out, levels.bids, instrument);
}

void appendDecimalText(std::string &out, std::string_view key, std::int64_t raw, int decimals)
{
    appendJsonText(out, key, formatDecimal(raw, decimals));
}

std::string book(const Instrument &instrument, const BookDelta &levels, BookIds ids)
{
    constexpr std::size_t bytesALevel = 40;
    std::string out;
    out.reserve(256 + (levels.bids.size() + levels.asks.size()) * bytesALevel);
    out = frameOf("books", instrument);
    appendJsonText(out, "action", ids.previous < 0 ? "snapshot" : "update");
    out += R"(,"data":[{)";
    appendSides(out, levels, instrument);
    appendTime(out, levels.exchangeTime.value_or(Instant()));
    // Printed as a signed number.
    appendJsonNumber(out, "checksum", static_cast<std::int32_t>(levels.checksum.value_or(0)));
    appendJsonNumber(out, "prevSeqId", ids.previous);
    appendJsonNumber(out, "seqId", ids.last);
    return out + "}]}";
}

std::string trade(const Instrument &instrument, std::span<const TapeTrade> parts, std::uint64_t id)
{
    const TapeTrade &last = parts.back();
    std::int64_t sum = 0;
    for (const TapeTrade &part : parts)
        sum = saturatingAdd(sum, part.qty.raw());
    std::string out = frameOf("trades", instrument) + R"(,"data":[{)";
    appendJsonText(out, "instId", instrument.symbol);
    appendJsonText(out, "tradeId", std::to_string(last.id));
    appendDecimalText(out, "px", last.price.raw(), instrument.decimals.price);
    appendDecimalText(out, "sz", sum, instrument.decimals.qty);
    appendJsonText(out, "side", last.buyerIsMaker ? "sell" : "buy");
    appendTime(out, last.time);
    appendJsonText(out, "count", std::to_string(parts.size()));
    appendJsonText(out, "source", "0");
    appendJsonNumber(out, "seqId", id);
    return out + "}]}";
}

std::uint32_t checksum(const BookWindow &window, Decimals decimals)
{
    constexpr std::size_t levelsASide = 25;
    std::string text;
    for (std::size_t i = 0; i < levelsASide; ++i) {
        if (i < window.bids().size())
            appendChecked(text, window.bids()[i], decimals);
        if (i < window.asks().size())
            appendChecked(text, window.asks()[i], decimals);
    }
    return crc32Of(text);
}

} // namespace touchline::okxwire
