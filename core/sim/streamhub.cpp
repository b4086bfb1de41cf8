// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/streamhub.h"

#include <algorithm>
#include <utility>

namespace touchline {

ConnectionId StreamHub::open(std::string_view target, Instant now)
{
    const ConnectionId id = ++m_lastId;
    SimConnection &connection = m_connections.try_emplace(id, m_limits, now).first->second;
    apply(id, connection.open(target));
    return id;
}

void StreamHub::receive(ConnectionId id, std::string_view text, Instant now)
{
    if (const auto at = m_connections.find(id); at != m_connections.end())
        apply(id, at->second.receive(text, now));
}

void StreamHub::receivePong(ConnectionId id, std::string_view payload, Instant now)
{
    if (const auto at = m_connections.find(id); at != m_connections.end())
        at->second.receivePong(payload, now);
}

void StreamHub::close(ConnectionId id)
{
    const auto at = m_connections.find(id);
    if (at == m_connections.end())
        return;
    for (const std::string &stream : at->second.subscriptions())
        forget(id, stream);
    m_connections.erase(at);
}

void StreamHub::keepAlive(Instant now)
{
    for (auto &[id, connection] : m_connections)
        connection.keepAlive(now);
}

void StreamHub::publish(const std::string &stream, std::string_view payload)
{
    const auto at = m_listeners.find(stream);
    if (at == m_listeners.end())
        return;
    for (const ConnectionId id : at->second)
        m_connections.at(id).deliver(stream, payload);
}

std::vector<Outgoing> StreamHub::takeOutput(ConnectionId id)
{
    const auto at = m_connections.find(id);
    return at == m_connections.end() ? std::vector<Outgoing>() : at->second.takeOutput();
}

std::vector<std::string> StreamHub::takeNewStreams()
{
    return std::exchange(m_newStreams, {});
}

const SimConnection *StreamHub::connection(ConnectionId id) const
{
    const auto at = m_connections.find(id);
    return at == m_connections.end() ? nullptr : &at->second;
}

void StreamHub::apply(ConnectionId id, const SubscriptionChange &change)
{
    for (const std::string &stream : change.removed)
        forget(id, stream);
    for (const std::string &stream : change.added) {
        auto &listeners = m_listeners[stream];
        if (listeners.empty())
            m_newStreams.push_back(stream);
        listeners.push_back(id);
    }
}

void StreamHub::forget(ConnectionId id, const std::string &stream)
{
    const auto at = m_listeners.find(stream);
    if (at == m_listeners.end())
        return;
    std::erase(at->second, id);
    if (at->second.empty())
        m_listeners.erase(at);
}

} // namespace touchline
