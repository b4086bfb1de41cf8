// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/streamhub.h"

#include <algorithm>
#include <utility>

namespace touchline {

ConnectionId StreamHub::open(std::string_view target, Instant now)
{
    const ConnectionId id = ++m_lastId;
    SimConnection &connection = *m_connections.try_emplace(id, m_venue->connection(now)).first->second;
    connection.setListed(m_listed);
    apply(id, connection.open(target));
    return id;
}

void StreamHub::receive(ConnectionId id, std::string_view text, Instant now)
{
    if (const auto at = m_connections.find(id); at != m_connections.end())
        apply(id, at->second->receive(text, now));
}

void StreamHub::receivePong(ConnectionId id, std::string_view payload, Instant now)
{
    if (const auto at = m_connections.find(id); at != m_connections.end())
        at->second->receivePong(payload, now);
}

void StreamHub::close(ConnectionId id)
{
    const auto at = m_connections.find(id);
    if (at == m_connections.end())
        return;
    for (const std::string &stream : at->second->subscriptions())
        forget(id, stream);
    m_connections.erase(at);
}

void StreamHub::keepAlive(Instant now)
{
    for (auto &[id, connection] : m_connections)
        connection->keepAlive(now);
}

void StreamHub::publish(const std::string &stream, std::string_view payload)
{
    const auto at = m_listeners.find(stream);
    if (at == m_listeners.end())
        return;
    for (const ConnectionId id : at->second)
        m_connections.at(id)->deliver(stream, payload);
}

void StreamHub::tell(const Subscription &listener, std::string_view payload)
{
    if (const auto at = m_connections.find(listener.client); at != m_connections.end())
        at->second->deliver(listener.stream, payload);
}

std::vector<Outgoing> StreamHub::takeOutput(ConnectionId id)
{
    const auto at = m_connections.find(id);
    return at == m_connections.end() ? std::vector<Outgoing>() : at->second->takeOutput();
}

std::vector<Subscription> StreamHub::takeNewSubscriptions()
{
    return std::exchange(m_newSubscriptions, {});
}

const SimConnection *StreamHub::connection(ConnectionId id) const
{
    const auto at = m_connections.find(id);
    return at == m_connections.end() ? nullptr : at->second.get();
}

void StreamHub::apply(ConnectionId id, const SubscriptionChange &change)
{
    for (const std::string &stream : change.removed)
        forget(id, stream);
    for (const std::string &stream : change.added) {
        m_listeners[stream].push_back(id);
        m_newSubscriptions.push_back({id, stream});
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
