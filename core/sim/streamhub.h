// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/simconnection.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace touchline {

using ConnectionId = std::uint64_t;

/// All stream connections of the exchange, and who listens to what.
class StreamHub {
public:
    explicit StreamHub(StreamLimits limits) : m_limits(limits) {}

    /// A client connected with this request target ("/ws/btcusdt@depth", "/stream?streams=a/b").
    /// A refused one is closed in its first output.
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

    /// What the client must be sent, in order. A Close is the last thing it gets.
    [[nodiscard]] std::vector<Outgoing> takeOutput(ConnectionId id);

    /// Streams that found their first listener since the last call.
    [[nodiscard]] std::vector<std::string> takeNewStreams();

    [[nodiscard]] std::size_t connectionCount() const { return m_connections.size(); }
    [[nodiscard]] const SimConnection *connection(ConnectionId id) const;

private:
    void apply(ConnectionId id, const SubscriptionChange &change);
    void forget(ConnectionId id, const std::string &stream);

    StreamLimits m_limits;
    ConnectionId m_lastId = 0;
    std::map<ConnectionId, SimConnection> m_connections;
    std::unordered_map<std::string, std::vector<ConnectionId>> m_listeners;
    std::vector<std::string> m_newStreams;
};

} // namespace touchline
