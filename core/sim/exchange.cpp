// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/exchange.h"

namespace touchline {

SimExchange::SimExchange(SeededOptions options, ExchangeLimits limits)
    : m_source(std::move(options)),
      m_hub(limits.streams),
      m_rest(limits.weightPerMinute)
{
}

SimExchange::SimExchange(ReplayMarkets replay, ExchangeLimits limits)
    : m_source(std::move(replay)),
      m_hub(limits.streams),
      m_rest(limits.weightPerMinute)
{
}

RestReply SimExchange::get(std::string_view target, Instant now, std::string_view address)
{
    return m_rest.get(parseRestTarget(target), address, m_source, now);
}

ConnectionId SimExchange::connect(std::string_view target, Instant now)
{
    const ConnectionId id = m_hub.open(target, now);
    startStreams(now);
    return id;
}

void SimExchange::receive(ConnectionId id, std::string_view text, Instant now)
{
    m_hub.receive(id, text, now);
    startStreams(now);
}

void SimExchange::advance(Instant now)
{
    m_source.advance(now, m_hub);
    m_hub.keepAlive(now);
}

/// A market runs from the first subscription on.
void SimExchange::startStreams(Instant now)
{
    for (const std::string &stream : m_hub.takeNewStreams()) {
        if (const auto symbol = symbolOfStream(stream); !symbol.empty())
            m_source.onSubscribed(symbol, now);
    }
}

} // namespace touchline
