// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "sim/clientrequest.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// Binance Spot's rules for stream connections, as documented in 2026-07.
struct StreamLimits {
    std::size_t maxStreams = 1024;
    int messagesPerSecond = 5; ///< pongs count, too
    Duration pingEvery = std::chrono::seconds(20);
    Duration pongWithin = std::chrono::seconds(60);
    Duration longestLife = std::chrono::hours(24);
};

/// Something for the client. Texts of a Close say why.
struct Outgoing {
    enum class Kind { Text, Ping, Close };

    Kind kind = Kind::Text;
    std::string text;

    bool operator==(const Outgoing &) const = default;
};

struct SubscriptionChange {
    std::vector<std::string> added;
    std::vector<std::string> removed;
};

/// The exchange's side of one stream connection: its subscriptions, its answers to requests, its deadlines.
/// Stream names that mean nothing are taken silently and stay silent, as at the real exchange.
class SimConnection {
public:
    SimConnection(StreamLimits limits, Instant now)
        : m_limits(limits),
          m_openedAt(now),
          m_lastPingAt(now),
          m_lastPongAt(now)
    {
    }

    [[nodiscard]] SubscriptionChange open(std::string_view target);
    [[nodiscard]] SubscriptionChange receive(std::string_view text, Instant now);
    void receivePong(std::string_view payload, Instant now);
    void keepAlive(Instant now);

    void deliver(std::string_view stream, std::string_view payload);
    [[nodiscard]] std::vector<Outgoing> takeOutput();

    [[nodiscard]] const std::vector<std::string> &subscriptions() const { return m_subscriptions; }
    [[nodiscard]] bool isClosed() const { return m_closed; }

private:
    [[nodiscard]] SubscriptionChange answer(const ClientRequest &request);
    [[nodiscard]] SubscriptionChange subscribe(const ClientRequest &request);
    [[nodiscard]] SubscriptionChange unsubscribe(const ClientRequest &request);
    void setProperty(const ClientRequest &request);
    void getProperty(const ClientRequest &request);
    void list(const ClientRequest &request);

    [[nodiscard]] std::vector<std::string> add(const std::vector<std::string> &streams);
    [[nodiscard]] bool countsAsTooMany(Instant now);
    void reply(std::string_view result, std::string_view id);
    void refuse(int code, std::string_view message, std::string_view id);
    void closeFor(std::string_view reason);

    StreamLimits m_limits;
    Instant m_openedAt;
    Instant m_lastPingAt;
    Instant m_lastPongAt;
    std::vector<std::string> m_openPings; ///< payloads that no pong has returned yet
    bool m_combined = false;
    bool m_closed = false;
    std::vector<std::string> m_subscriptions;
    std::deque<Instant> m_messageTimes;
    std::vector<Outgoing> m_output;
};

} // namespace touchline
