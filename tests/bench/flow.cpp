// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/flow.h"

#include <algorithm>
#include <cassert>
#include <charconv>

namespace touchline::bench {

namespace {

constexpr int printedDecimals = 8;
/// Ids keep their width while they are moved: eleven digits, as Binance's are today.
constexpr std::size_t idDigits = 11;

void appendNumber(std::string &text, std::uint64_t number)
{
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(digits.data(), end);
}

void appendLevels(std::string &text, const std::vector<Level> &levels)
{
    text += '[';
    const char *separator = "";
    for (const Level &level : levels) {
        text += separator;
        text += "[\"";
        appendDecimal(text, level.price.raw(), printedDecimals, printedDecimals);
        text += "\",\"";
        appendDecimal(text, level.qty.raw(), printedDecimals, printedDecimals);
        text += "\"]";
        separator = ",";
    }
    text += ']';
}

std::string frameText(const std::string &symbol, const BookDelta &delta)
{
    std::string lower = symbol;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    std::string text = "{\"stream\":\"" + lower + "@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":";
    appendNumber(text, static_cast<std::uint64_t>(delta.exchangeTime.value_or(Instant{}).millis()));
    text += ",\"s\":\"" + symbol + "\",\"U\":";
    appendNumber(text, delta.ids.first);
    text += ",\"u\":";
    appendNumber(text, delta.ids.last);
    text += ",\"b\":";
    appendLevels(text, delta.bids);
    text += ",\"a\":";
    appendLevels(text, delta.asks);
    text += "}}";
    return text;
}

/// What turns one side into another: deletions of what is too much, quantities that differ.
std::vector<Level> difference(const PlainSide &from, const PlainSide &to)
{
    std::vector<Level> levels;
    for (const auto &[price, qty] : from) {
        if (!to.contains(price))
            levels.push_back(Level{Price(price), Qty()});
    }
    for (const auto &[price, qty] : to) {
        const auto had = from.find(price);
        if (had == from.end() || had->second != qty)
            levels.push_back(Level{Price(price), Qty(qty)});
    }
    return levels;
}

void sortBestFirst(std::vector<Level> &levels, Side side)
{
    std::sort(levels.begin(), levels.end(), [side](const Level &a, const Level &b) {
        return isBetter(side, a.price, b.price);
    });
}

template <class Iterator> std::vector<Level> levelsFrom(Iterator at, Iterator end, std::size_t count)
{
    std::vector<Level> levels;
    for (; at != end && levels.size() < count; ++at)
        levels.push_back(Level{Price(at->first), Qty(at->second)});
    return levels;
}

} // namespace

void PlainBook::set(Side side, Level level)
{
    PlainSide &levels = side == Side::Bid ? bids : asks;
    if (level.qty.isZero())
        levels.erase(level.price.raw());
    else
        levels[level.price.raw()] = level.qty.raw();
}

Top PlainBook::top(std::size_t count) const
{
    return Top{levelsFrom(bids.rbegin(), bids.rend(), count), levelsFrom(asks.begin(), asks.end(), count)};
}

Flow::Flow(std::string symbol, std::string snapshot, std::uint64_t snapshotId)
    : m_symbol(std::move(symbol)),
      m_snapshot(std::move(snapshot)),
      m_snapshotId(snapshotId)
{
}

void Flow::append(const BookDelta &delta)
{
    append(frameText(m_symbol, delta), delta.ids, delta.bids.size() + delta.asks.size());
}

void Flow::append(std::string_view text, UpdateIds ids, std::size_t levels)
{
    // Before "b": symbol and stream name cannot hold these keys.
    const std::size_t first = text.find("\"U\":") + 4;
    const std::size_t last = text.find("\"u\":") + 4;
    m_frames.push_back(Frame{m_text.size(), text.size(), {first, last}, ids});
    m_text += text;
    m_text += '\n';
    m_levels += levels;
}

void Flow::close(const PlainBook &now, const PlainBook &start)
{
    m_top = now.top(topDepth);
    m_startTop = start.top(topDepth);
    const std::uint64_t id = (m_frames.empty() ? m_snapshotId : m_frames.back().ids.last) + 1;
    BookDelta back{{id, id}, {}, difference(now.bids, start.bids), difference(now.asks, start.asks)};
    sortBestFirst(back.bids, Side::Bid);
    sortBestFirst(back.asks, Side::Ask);
    append(back);
    m_closingLevels = back.bids.size() + back.asks.size();
    // A vector scanner may look beyond the end of the last frame.
    m_text.append(64, ' ');
}

void Flow::movePass(std::uint64_t pass)
{
    m_pass = pass;
    const std::uint64_t moved = pass * (m_frames.back().ids.last - m_snapshotId);
    for (const Frame &frame : m_frames) {
        writeId(frame, 0, frame.ids.first + moved);
        writeId(frame, 1, frame.ids.last + moved);
    }
}

void Flow::writeId(const Frame &frame, std::size_t which, std::uint64_t id)
{
    char *const at = m_text.data() + frame.begin + frame.idsAt[which];
    [[maybe_unused]] const auto written = std::to_chars(at, at + idDigits, id);
    assert(written.ec == std::errc() && written.ptr == at + idDigits);
}

std::string snapshotText(const PlainBook &book, std::uint64_t id)
{
    std::string text = "{\"lastUpdateId\":";
    appendNumber(text, id);
    text += ",\"bids\":";
    appendLevels(text, levelsFrom(book.bids.rbegin(), book.bids.rend(), book.bids.size()));
    text += ",\"asks\":";
    appendLevels(text, levelsFrom(book.asks.begin(), book.asks.end(), book.asks.size()));
    text += '}';
    return text;
}

} // namespace touchline::bench
