// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/exchange.h"

namespace touchline {

SimExchange::SimExchange(SeededOptions options, std::unique_ptr<SimVenue> venue)
    : m_venue(std::move(venue)),
      m_source(std::move(options), *m_venue),
      m_hub(*m_venue, m_source.instruments())
{
}

SimExchange::SimExchange(ReplayMarkets replay, BinanceLimits limits)
    : m_venue(simBinanceSpot(limits)),
      m_source(std::move(replay)),
      m_hub(*m_venue, m_source.instruments())
{
}

RestReply SimExchange::get(std::string_view target, Instant now, std::string_view address)
{
    return m_venue->get(parseRestTarget(target), address, m_source, now);
}

ConnectionId SimExchange::connect(std::string_view target, Instant now)
{
    const ConnectionId id = m_hub.open(target, now);
    welcomeListeners(now);
    return id;
}

void SimExchange::receive(ConnectionId id, std::string_view text, Instant now)
{
    m_hub.receive(id, text, now);
    welcomeListeners(now);
}

void SimExchange::advance(Instant now)
{
    m_source.advance(now, m_hub);
    m_hub.keepAlive(now);
}

/// A market runs from the first subscription on.
void SimExchange::welcomeListeners(Instant now)
{
    for (const Subscription &subscription : m_hub.takeNewSubscriptions()) {
        if (const auto symbol = m_venue->symbolOfStream(subscription.stream); !symbol.empty())
            m_source.onSubscribed(subscription, symbol, now, m_hub);
    }
}

} // namespace touchline
