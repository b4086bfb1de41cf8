// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binanceusdm/usdmstreams.h"

#include "sim/binance/binancestreams.h"
#include "sim/binance/binancewire.h"
#include "sim/binanceusdm/usdmwire.h"

namespace touchline {

namespace {

using std::chrono::milliseconds;

bool isOfBooks(std::string_view stream)
{
    return stream.find("@depth") != std::string_view::npos || stream.ends_with("@bookTicker");
}

constexpr std::array<StreamRoot, 2> roots{{
    {"/public", isOfBooks},
    {"/market", [](std::string_view stream) { return !isOfBooks(stream); }},
}};

} // namespace

UsdmStreams::UsdmStreams(std::string_view symbol)
    : m_speeds{Speed{DepthChannel(milliseconds(100)), streamPrefix(symbol) + "@depth@100ms"}, Speed{DepthChannel(milliseconds(250)), streamPrefix(symbol) + "@depth"}, Speed{DepthChannel(milliseconds(500)), streamPrefix(symbol) + "@depth@500ms"}},
      m_bookTicker(streamPrefix(symbol) + "@bookTicker"),
      m_aggTrade(streamPrefix(symbol) + "@aggTrade")
{
}

void UsdmStreams::flushUntil(Instant now, const Listing &listing, StreamHub &hub)
{
    for (Speed &speed : m_speeds) {
        if (!speed.channel.isDue(now))
            continue;
        const BookDelta delta = speed.channel.take(listing.book);
        if (hub.hasListeners(speed.stream))
            hub.publish(speed.stream, usdmwire::depthUpdate(listing.instrument, delta));
    }
}

void UsdmStreams::onStep(const MarketStep &step, const Listing &listing, StreamHub &hub)
{
    for (Speed &speed : m_speeds)
        speed.channel.note(step.delta);
    publishTrades(step, listing, hub);
    publishQuote(step, listing, hub);
}

void UsdmStreams::publishQuote(const MarketStep &step, const Listing &listing, StreamHub &hub)
{
    const auto touch = listing.book.touch();
    if (!touch || touch == m_lastTouch)
        return;
    m_lastTouch = touch;
    if (hub.hasListeners(m_bookTicker))
        hub.publish(
            m_bookTicker, usdmwire::bookTicker(
                              listing.instrument, step.delta.ids.last, *touch,
                              step.delta.exchangeTime.value_or(Instant{})));
}

void UsdmStreams::publishTrades(const MarketStep &step, const Listing &listing, StreamHub &hub)
{
    for (const auto parts : fillsByPrice(step.trades)) {
        ++m_lastAggregateId;
        if (hub.hasListeners(m_aggTrade))
            hub.publish(m_aggTrade, usdmwire::aggregateTrade(listing.instrument, m_lastAggregateId, parts));
    }
}

std::span<const StreamRoot> usdmRoots()
{
    return roots;
}

} // namespace touchline
