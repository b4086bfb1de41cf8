// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/decodecheck.h"

#include "support/guardedtext.h"
#include "venues/binancedepth.h"
#include "venues/binancestrict.h"
#include "venues/json.h"

#include <algorithm>

namespace touchline::test {

namespace {

/// Lists of JSON numbers as lists of texts, if they are such lists: the strict parser knows no others.
Expected<std::string> withQuotes(std::string_view text)
{
    const auto document = json::parse(text);
    if (!document)
        return Unexpected(document.error());
    for (const json::Element entry : document->get_array()) {
        for (const json::Element member : entry.get_array()) {
            if (!member.is_number())
                return failure(ErrorCode::UnexpectedShape, "not a number");
        }
    }
    std::string quoted;
    bool isInside = false;
    for (const char c : text) {
        const bool isNumber = std::string_view("[], \t\r\n").find(c) == std::string_view::npos;
        if (isNumber != isInside)
            quoted += '"';
        isInside = isNumber;
        quoted += c;
    }
    return quoted;
}

template <class Form> Expected<std::vector<Level>> strictLevels(std::string_view text, Decimals decimals)
{
    const auto list = Form::isJsonNumber ? withQuotes(text) : Expected<std::string>(std::string(text));
    if (!list)
        return Unexpected(list.error());
    const auto document = json::parse(R"({"list":)" + *list + "}");
    if (!document)
        return Unexpected(document.error());
    std::vector<Level> levels;
    if (const auto listed = json::readLevels(document->get_object(), "list", decimals, levels); !listed)
        return Unexpected(listed.error());
    return levels;
}

DecodeCheck read(bool isSame, const char *difference)
{
    return DecodeCheck{true, isSame ? "" : difference};
}

/// What the strict decoder made of a frame, and what its event refers to.
struct StrictFrame {
    Instrument instrument;
    DecodeBuffer buffer;
    std::optional<Expected<FeedEvent>> event;

    StrictFrame(std::string_view frame, Decimals decimals)
    {
        const auto lookup = [&](std::string_view symbol) {
            instrument = bareInstrument(std::string(symbol));
            instrument.decimals = decimals;
            return &instrument;
        };
        event = binance::decodeFrameStrictly(frame, lookup, buffer, binance::TradeStream::Trade);
    }

    /// Null if it is something else, or refused.
    template <class Event> [[nodiscard]] const Event *as() const
    {
        return *event ? std::get_if<Event>(&**event) : nullptr;
    }
    [[nodiscard]] DecodeCheck refusal() const
    {
        return {
            true, *event ? "the strict decoder calls it something else"
                         : "the strict decoder refuses it: " + event->error().detail};
    }
};

DecodeCheck checkDepth(const binance::DepthHead &head, std::string_view frame, Decimals decimals)
{
    std::vector<Level> bids;
    std::vector<Level> asks;
    const auto found = binance::readDepthLevels(head.levels, decimals, bids, asks);
    if (found == binance::DepthLevels::Unusual || !frame.ends_with('}'))
        return {};
    const StrictFrame strict(frame, decimals);
    const auto *const event = strict.as<DepthEvent>();
    if (!event)
        return strict.refusal();
    const BookDelta &delta = *event->delta;
    if (found == binance::DepthLevels::BestFirst && hasPriceTwice(delta))
        return {true, "a price is there twice and was not seen"};
    return read(
        event->instrument->symbol == head.symbol && delta.ids == UpdateIds{head.firstId, head.lastId} &&
            delta.exchangeTime == binance::instantOf(head.eventTime) && delta.bids == bids &&
            delta.asks == asks,
        "the depth update differs");
}

DecodeCheck checkQuote(const binance::QuoteHead &head, std::string_view frame, Decimals decimals)
{
    const auto touch = binance::readQuotePrices(head.prices, decimals);
    if (!touch || !frame.ends_with('}'))
        return {};
    const StrictFrame strict(frame, decimals);
    const auto *const event = strict.as<QuoteEvent>();
    if (!event)
        return strict.refusal();
    return read(
        event->instrument->symbol == head.symbol && event->quote == Quote{head.updateId, *touch},
        "the quote differs");
}

DecodeCheck checkTrade(const binance::TradeHead &head, std::string_view frame, Decimals decimals)
{
    const auto print = binance::readTradePrice(head.price, decimals);
    if (!print || !frame.ends_with('}'))
        return {};
    const StrictFrame strict(frame, decimals);
    const auto *const event = strict.as<TradeEvent>();
    if (!event)
        return strict.refusal();
    const auto aggressor = print->buyerIsMaker ? Aggressor::Seller : Aggressor::Buyer;
    const Trade trade{
        print->level.price, print->level.qty, aggressor, binance::instantOf(print->time), head.tradeId};
    return read(event->instrument->symbol == head.symbol && event->trade == trade, "the trade differs");
}

bool isBestFirst(const std::vector<Level> &levels, Side side)
{
    const auto isNotBetter = [side](const Level &a, const Level &b) {
        return !isBetter(side, a.price, b.price);
    };
    return std::adjacent_find(levels.begin(), levels.end(), isNotBetter) == levels.end();
}

/// On a side that the levels may be of.
template <class Form> DecodeCheck checkSide(std::string_view view, Side side, Decimals decimals)
{
    std::vector<Level> levels;
    const LevelScan scan = scanLevels<Form>(ScanPath::Portable, view, side, decimals, levels);
    if (runsHere(ScanPath::Sse41)) {
        std::vector<Level> others;
        if (scanLevels<Form>(ScanPath::Sse41, view, side, decimals, others) != scan)
            return {true, "the paths do not go equally far, or see different orders"};
        if (scan.end && others != levels)
            return {true, "the paths read different levels"};
    }
    if (!scan.end)
        return {};
    const auto size = static_cast<std::size_t>(scan.end - view.data());
    const auto strict = strictLevels<Form>(view.substr(0, size), decimals);
    if (!strict)
        return {true, "the strict decoder refuses it: " + strict.error().detail};
    if (scan.isBestFirst && !isBestFirst(levels, side))
        return {true, "levels in another order are said to come best first"};
    return read(*strict == levels, "the levels differ");
}

} // namespace

template <class Form> DecodeCheck checkLevels(std::string_view text, Decimals decimals)
{
    const GuardedText guarded(text);
    const DecodeCheck bids = checkSide<Form>(guarded.view(), Side::Bid, decimals);
    return bids.difference.empty() ? checkSide<Form>(guarded.view(), Side::Ask, decimals) : bids;
}

template DecodeCheck checkLevels<TextPair>(std::string_view, Decimals);
template DecodeCheck checkLevels<NumberPair>(std::string_view, Decimals);

DecodeCheck checkFrame(std::string_view frame, Decimals decimals)
{
    const GuardedText guarded(frame);
    const auto payload = binance::payloadOf(guarded.view());
    if (!payload)
        return {};
    if (const auto depth = binance::readDepthHead(*payload))
        return checkDepth(*depth, frame, decimals);
    if (const auto quote = binance::readQuoteHead(*payload))
        return checkQuote(*quote, frame, decimals);
    if (const auto trade = binance::readTradeHead(*payload))
        return checkTrade(*trade, frame, decimals);
    return {};
}

DecodeCheck checkFrameAfter(std::string_view before, std::string_view frame, Decimals decimals)
{
    const auto payload = binance::payloadOf(before);
    const auto head = payload ? binance::readDepthHead(*payload) : std::nullopt;
    if (!head)
        return {};
    KnownLead lead;
    binance::noteLead(before, *head, lead);
    const GuardedText guarded(frame);
    const auto next = binance::readDepthHead(guarded.view(), lead);
    return next ? checkDepth(*next, frame, decimals) : DecodeCheck{};
}

DecodeCheck checkSnapshot(std::string_view body, Decimals decimals)
{
    const GuardedText guarded(body);
    std::vector<Level> bids;
    std::vector<Level> asks;
    const auto id = binance::readSnapshot(guarded.view(), decimals, bids, asks);
    if (!id)
        return {};
    Instrument instrument = bareInstrument("BTCUSDT");
    instrument.decimals = decimals;
    const auto strict = binance::decodeSnapshotStrictly(body, instrument);
    if (!strict)
        return {true, "the strict decoder refuses it: " + strict.error().detail};
    return read(
        strict->lastUpdateId == *id && strict->bids == bids && strict->asks == asks, "the snapshot differs");
}

} // namespace touchline::test
