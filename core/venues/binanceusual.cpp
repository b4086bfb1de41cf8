// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/binanceusual.h"

#include "venues/binancedepth.h"
#include "venues/binancestrict.h"

namespace touchline::binance {

namespace {

std::optional<FeedEvent> depthEvent(const DepthHead &head, const Instrument &instrument, DecodeBuffer &buffer)
{
    BookDelta &delta = buffer.delta;
    const DepthLevels levels = readDepthLevels(head.levels, instrument.decimals, delta.bids, delta.asks);
    if (levels == DepthLevels::Unusual) [[unlikely]]
        return std::nullopt;
    delta.ids = UpdateIds{head.firstId, head.lastId};
    delta.exchangeTime = instantOf(head.eventTime);
    return DepthEvent{&instrument, &delta, levels == DepthLevels::BestFirst};
}

/// A depth update that begins like the last one.
std::optional<FeedEvent> knownDepth(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer)
{
    if (buffer.lead.begin.empty())
        return std::nullopt;
    const auto head = readDepthHead(frame, buffer.lead);
    const Instrument *const instrument = head ? instruments(head->symbol) : nullptr;
    return instrument ? depthEvent(*head, *instrument, buffer) : std::nullopt;
}

std::optional<FeedEvent> usualDepth(
    std::string_view frame, std::string_view payload, const InstrumentLookup &instruments,
    DecodeBuffer &buffer)
{
    const auto head = readDepthHead(payload);
    const Instrument *const instrument = head ? instruments(head->symbol) : nullptr;
    if (!instrument)
        return std::nullopt;
    noteLead(frame, *head, buffer.lead);
    return depthEvent(*head, *instrument, buffer);
}

std::optional<FeedEvent> usualQuote(std::string_view payload, const InstrumentLookup &instruments)
{
    const auto head = readQuoteHead(payload);
    const Instrument *const instrument = head ? instruments(head->symbol) : nullptr;
    if (!instrument)
        return std::nullopt;
    const auto touch = readQuotePrices(head->prices, instrument->decimals);
    if (!touch)
        return std::nullopt;
    return QuoteEvent{instrument, Quote{head->updateId, *touch}};
}

std::optional<FeedEvent> usualTrade(std::string_view payload, const InstrumentLookup &instruments)
{
    const auto head = readTradeHead(payload);
    const Instrument *const instrument = head ? instruments(head->symbol) : nullptr;
    if (!instrument)
        return std::nullopt;
    const auto print = readTradePrice(head->price, instrument->decimals);
    if (!print)
        return std::nullopt;
    const auto aggressor = print->buyerIsMaker ? Aggressor::Seller : Aggressor::Buyer;
    return TradeEvent{
        instrument,
        Trade{print->level.price, print->level.qty, aggressor, instantOf(print->time), head->tradeId}};
}

/// What the frame says if it ends with `}`, which comes last to be looked at. One variable that every way
/// out returns: it is filled where the caller wants it, and not copied.
std::optional<FeedEvent> usualEvent(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer)
{
    auto event = knownDepth(frame, instruments, buffer);
    if (event) [[likely]]
        return event;
    const auto payload = payloadOf(frame);
    if (payload)
        event = usualDepth(frame, *payload, instruments, buffer);
    if (payload && !event)
        event = usualQuote(*payload, instruments);
    if (payload && !event)
        event = usualTrade(*payload, instruments);
    return event;
}

} // namespace

std::optional<FeedEvent> decodeUsualFrame(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer)
{
    auto event = usualEvent(frame, instruments, buffer);
    if (!frame.ends_with('}')) [[unlikely]]
        event.reset();
    return event;
}

} // namespace touchline::binance
