// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/decodecheck.h"

#include "support/guardedtext.h"
#include "venues/binancedepth.h"
#include "venues/json.h"
#include "venues/venuetable.h"

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
    return json::levels(document->get_object(), "list", decimals);
}

DecodeCheck read(bool isSame, const char *difference)
{
    return DecodeCheck{true, isSame ? "" : difference};
}

/// The same JSON, but with a space behind its end that only the strict parser takes.
std::string onlyForStrict(std::string_view text)
{
    return std::string(text) + ' ';
}

/// The event of the strict parser, or what is wrong with that.
template <class Event> std::variant<Event, DecodeCheck> strictEvent(std::string_view frame, Decimals decimals)
{
    Instrument instrument;
    const auto event = findVenue("binance")->decodeFrame(onlyForStrict(frame), [&](std::string_view symbol) {
        instrument = bareInstrument(std::string(symbol));
        instrument.decimals = decimals;
        return &instrument;
    });
    if (!event)
        return DecodeCheck{true, "the strict parser refuses it: " + event.error().detail};
    if (!std::holds_alternative<Event>(*event))
        return DecodeCheck{true, "the strict parser calls it something else"};
    return std::get<Event>(*event);
}

std::optional<Instant> timeOf(std::uint64_t raw)
{
    if (raw > 9'000'000'000'000'000)
        return std::nullopt;
    const auto time = static_cast<std::int64_t>(raw);
    return time < 100'000'000'000'000 ? Instant::fromMillis(time) : Instant{time * 1000};
}

DecodeCheck checkDepth(const binance::DepthHead &head, std::string_view frame, Decimals decimals)
{
    std::vector<Level> bids;
    std::vector<Level> asks;
    if (!binance::readDepthLevels(head.levels, decimals, bids, asks))
        return {};
    const auto strict = strictEvent<DepthEvent>(frame, decimals);
    if (const auto *const wrong = std::get_if<DecodeCheck>(&strict))
        return *wrong;
    const auto &event = std::get<DepthEvent>(strict);
    return read(
        event.symbol == head.symbol && event.delta.ids == UpdateIds{head.firstId, head.lastId} &&
            event.delta.exchangeTime == timeOf(head.eventTime) && event.delta.bids == bids &&
            event.delta.asks == asks,
        "the depth update differs");
}

DecodeCheck checkQuote(const binance::QuoteHead &head, std::string_view frame, Decimals decimals)
{
    const auto touch = binance::readQuotePrices(head.prices, decimals);
    if (!touch)
        return {};
    const auto strict = strictEvent<QuoteEvent>(frame, decimals);
    if (const auto *const wrong = std::get_if<DecodeCheck>(&strict))
        return *wrong;
    const auto &event = std::get<QuoteEvent>(strict);
    return read(
        event.symbol == head.symbol && event.updateId == head.updateId && event.touch == *touch,
        "the quote differs");
}

DecodeCheck checkTrade(const binance::TradeHead &head, std::string_view frame, Decimals decimals)
{
    const auto print = binance::readTradePrice(head.price, decimals);
    if (!print)
        return {};
    const auto strict = strictEvent<TradeEvent>(frame, decimals);
    if (const auto *const wrong = std::get_if<DecodeCheck>(&strict))
        return *wrong;
    const auto &event = std::get<TradeEvent>(strict);
    const auto aggressor = print->buyerIsMaker ? Aggressor::Seller : Aggressor::Buyer;
    const Trade trade{print->level.price, print->level.qty, aggressor, timeOf(print->time)};
    return read(event.symbol == head.symbol && event.trade == trade, "the trade differs");
}

} // namespace

template <class Form> DecodeCheck checkLevels(std::string_view text, Decimals decimals)
{
    const GuardedText guarded(text);
    const std::string_view view = guarded.view();
    std::vector<Level> levels;
    const char *const end = scanLevels<Form>(ScanPath::Portable, view, decimals, levels);
    if (runsHere(ScanPath::Sse41)) {
        std::vector<Level> others;
        if (scanLevels<Form>(ScanPath::Sse41, view, decimals, others) != end)
            return {true, "the paths do not go equally far"};
        if (end && others != levels)
            return {true, "the paths read different levels"};
    }
    if (!end)
        return {};
    const auto size = static_cast<std::size_t>(end - view.data());
    const auto strict = strictLevels<Form>(view.substr(0, size), decimals);
    if (!strict)
        return {true, "the strict parser refuses it: " + strict.error().detail};
    return read(*strict == levels, "the levels differ");
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
    const auto strict = findVenue("binance")->decodeSnapshot(onlyForStrict(body), instrument);
    if (!strict)
        return {true, "the strict parser refuses it: " + strict.error().detail};
    return read(
        strict->lastUpdateId == *id && strict->bids == bids && strict->asks == asks, "the snapshot differs");
}

} // namespace touchline::test
