// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binance/binancestreams.h"

#include "sim/binance/binancewire.h"

#include <algorithm>
#include <span>

namespace touchline {

namespace {

constexpr std::array<std::size_t, 3> partialDepths{5, 10, 20};

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

std::array<std::string, 3> partialNames(const std::string &symbol, const std::string &suffix)
{
    std::array<std::string, 3> names;
    for (std::size_t i = 0; i < names.size(); ++i) {
        names[i] = symbol + "@depth";
        names[i] += std::to_string(partialDepths[i]);
        names[i] += suffix;
    }
    return names;
}

} // namespace

BinanceStreams::BinanceStreams(std::string_view symbol)
    : m_speeds{Speed{DepthChannel(std::chrono::milliseconds(100)), streamPrefix(symbol) + "@depth@100ms", partialNames(streamPrefix(symbol), "@100ms")}, Speed{DepthChannel(std::chrono::milliseconds(1000)), streamPrefix(symbol) + "@depth", partialNames(streamPrefix(symbol), "")}},
      m_bookTicker(streamPrefix(symbol) + "@bookTicker"),
      m_trade(streamPrefix(symbol) + "@trade"),
      m_aggTrade(streamPrefix(symbol) + "@aggTrade")
{
}

void BinanceStreams::flushUntil(Instant now, const Listing &listing, StreamHub &hub)
{
    for (Speed &speed : m_speeds) {
        if (speed.channel.isDue(now))
            publishDepth(speed, listing, hub);
    }
}

void BinanceStreams::onStep(const MarketStep &step, const Listing &listing, StreamHub &hub)
{
    noteDepth(step.delta);
    publishTrades(step, listing, hub);
    publishQuote(step, listing, hub);
}

void BinanceStreams::leaveOut(std::string_view stream)
{
    for (std::string *name : {&m_bookTicker, &m_trade, &m_aggTrade, &m_speeds[0].diff, &m_speeds[1].diff}) {
        if (*name == stream)
            name->clear();
    }
}

void BinanceStreams::noteDepth(const BookDelta &delta)
{
    for (Speed &speed : m_speeds)
        speed.channel.note(delta);
}

void BinanceStreams::publishDepth(Speed &speed, const Listing &listing, StreamHub &hub)
{
    const BookDelta delta = speed.channel.take(listing.book);
    if (hub.hasListeners(speed.diff))
        hub.publish(speed.diff, binancewire::depthUpdate(listing.instrument, delta));
    for (std::size_t i = 0; i < partialDepths.size(); ++i) {
        if (hub.hasListeners(speed.partials[i]))
            hub.publish(speed.partials[i], binancewire::partialDepth(listing, partialDepths[i]));
    }
}

void BinanceStreams::publishQuote(const MarketStep &step, const Listing &listing, StreamHub &hub)
{
    const auto touch = listing.book.touch();
    if (!touch || touch == m_lastTouch)
        return;
    m_lastTouch = touch;
    if (hub.hasListeners(m_bookTicker))
        hub.publish(m_bookTicker, binancewire::bookTicker(listing.instrument, step.delta.ids.last, *touch));
}

void BinanceStreams::publishTrades(const MarketStep &step, const Listing &listing, StreamHub &hub)
{
    if (hub.hasListeners(m_trade)) {
        for (const TapeTrade &trade : step.trades)
            hub.publish(m_trade, binancewire::trade(listing.instrument, trade));
    }
    publishAggregates(step, listing, hub);
}

void BinanceStreams::publishAggregates(const MarketStep &step, const Listing &listing, StreamHub &hub)
{
    for (const auto parts : fillsByPrice(step.trades)) {
        ++m_lastAggregateId;
        if (hub.hasListeners(m_aggTrade))
            hub.publish(
                m_aggTrade, binancewire::aggregateTrade(listing.instrument, m_lastAggregateId, parts));
    }
}

std::string streamPrefix(std::string_view symbol)
{
    std::string lower(symbol);
    for (char &c : lower) {
        if (isUpper(c))
            c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::string symbolOfStream(std::string_view stream)
{
    const auto name = stream.substr(0, stream.find('@'));
    if (name.size() == stream.size() || std::any_of(name.begin(), name.end(), isUpper))
        return {};
    std::string symbol(name);
    for (char &c : symbol) {
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    }
    return symbol;
}

} // namespace touchline
