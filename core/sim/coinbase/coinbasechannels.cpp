// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/coinbase/coinbasechannels.h"

#include "sim/coinbase/coinbasewire.h"
#include "sim/streamhub.h"

#include <algorithm>

namespace touchline {

namespace {

constexpr Duration tradeInterval = std::chrono::milliseconds(250);

/// The snapshot of trades has so many (recording of 2026-08-09).
constexpr std::ptrdiff_t recentTrades = 100;

std::string tradesSoFar(const Listing &listing, Instant now)
{
    const auto &recent = listing.tape.recent();
    const auto count = std::min<std::ptrdiff_t>(recentTrades, std::ssize(recent));
    const std::vector<TapeTrade> last(recent.end() - count, recent.end());
    return coinbasewire::tradeSnapshot(listing.instrument, last, now);
}

} // namespace

std::string coinbaseStream(std::string_view channel, std::string_view product)
{
    return std::string(channel) + ':' + std::string(product);
}

CoinbaseStreamParts coinbaseStreamParts(std::string_view stream)
{
    const auto colon = stream.find(':');
    return {
        stream.substr(0, colon),
        colon == std::string_view::npos ? std::string_view() : stream.substr(colon + 1)};
}

CoinbaseChannels::CoinbaseChannels(std::string_view product)
    : m_levels(coinbaseStream("level2", product)),
      m_trades(coinbaseStream("market_trades", product))
{
}

void CoinbaseChannels::greet(
    const Subscription &subscription, Instant now, const Listing &listing, StreamHub &hub)
{
    if (subscription.stream == m_levels)
        hub.tell(subscription, coinbasewire::levelSnapshot(listing, now));
    else if (subscription.stream == m_trades)
        hub.tell(subscription, tradesSoFar(listing, now));
}

void CoinbaseChannels::flushUntil(Instant now, const Listing &listing, StreamHub &hub)
{
    if (m_changes.isDue(now)) {
        const BookDelta delta = m_changes.take(listing.book);
        if (hub.hasListeners(m_levels))
            hub.publish(m_levels, coinbasewire::levelUpdate(listing.instrument, delta));
    }
    if (m_newTrades.empty() || now < m_tradesDueAt)
        return;
    if (hub.hasListeners(m_trades))
        hub.publish(m_trades, coinbasewire::tradeUpdate(listing.instrument, m_newTrades, m_tradesDueAt));
    m_newTrades.clear();
}

void CoinbaseChannels::onStep(const MarketStep &step, const Listing & /*listing*/, StreamHub & /*hub*/)
{
    m_changes.note(step.delta);
    if (m_newTrades.empty())
        m_tradesDueAt = endOfInterval(*step.delta.exchangeTime, tradeInterval);
    m_newTrades.insert(m_newTrades.end(), step.trades.begin(), step.trades.end());
}

} // namespace touchline
