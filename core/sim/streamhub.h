// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/simvenue.h"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace touchline {

/// All stream connections of the exchange, and who listens to what.
class StreamHub {
public:
    /// Both must outlive the hub; `listed` are the instruments of the exchange.
    StreamHub(const SimVenue &venue, std::span<const Instrument> listed) : m_venue(&venue), m_listed(listed)
    {
    }

    /// See SimConnection::open().
    [[nodiscard]] ConnectionId open(std::string_view target, Instant now);
    void receive(ConnectionId id, std::string_view text, Instant now);
    void receivePong(ConnectionId id, std::string_view payload, Instant now);
    void close(ConnectionId id);

    /// Pings, and closes what has been silent or open for too long.
    void keepAlive(Instant now);

    [[nodiscard]] bool hasListeners(const std::string &stream) const
    {
        return !stream.empty() && m_listeners.contains(stream);
    }
    void publish(const std::string &stream, std::string_view payload);
    /// To one of the stream's listeners only.
    void tell(const Subscription &listener, std::string_view payload);

    /// What the client must be sent, in order. A Close is the last thing it gets.
    [[nodiscard]] std::vector<Outgoing> takeOutput(ConnectionId id);

    /// What clients have begun to listen to since the last call.
    [[nodiscard]] std::vector<Subscription> takeNewSubscriptions();

    [[nodiscard]] std::size_t connectionCount() const { return m_connections.size(); }
    [[nodiscard]] const SimConnection *connection(ConnectionId id) const;

private:
    void apply(ConnectionId id, const SubscriptionChange &change);
    void forget(ConnectionId id, const std::string &stream);

    const SimVenue *m_venue;
    std::span<const Instrument> m_listed;
    ConnectionId m_lastId = 0;
    std::map<ConnectionId, std::unique_ptr<SimConnection>> m_connections;
    std::unordered_map<std::string, std::vector<ConnectionId>> m_listeners;
    std::vector<Subscription> m_newSubscriptions;
};

} // namespace touchline
