// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/binance/clientrequest.h"
#include "sim/ratewindow.h"
#include "sim/simconnection.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// Binance Spot's rules for stream connections, as documented in 2026-07.
struct StreamLimits {
    std::size_t maxStreams = 1024;
    std::size_t messagesPerSecond = 5; ///< pongs count, too
    Duration pingEvery = std::chrono::seconds(20);
    Duration pongWithin = std::chrono::seconds(60);
    Duration longestLife = std::chrono::hours(24);
};

/// A stream connection of Binance. Stream names that mean nothing are taken silently and stay silent, as at
/// the real exchange.
class BinanceConnection : public SimConnection {
public:
    BinanceConnection(StreamLimits limits, Instant now)
        : m_limits(limits),
          m_openedAt(now),
          m_lastPingAt(now),
          m_lastPongAt(now),
          m_messages(limits.messagesPerSecond, std::chrono::seconds(1))
    {
    }

    [[nodiscard]] SubscriptionChange open(std::string_view target) override;
    [[nodiscard]] SubscriptionChange receive(std::string_view text, Instant now) override;
    void receivePong(std::string_view payload, Instant now) override;
    void keepAlive(Instant now) override;
    void deliver(std::string_view stream, std::string_view payload) override;

private:
    [[nodiscard]] SubscriptionChange answer(const ClientRequest &request);
    [[nodiscard]] SubscriptionChange subscribe(const ClientRequest &request);
    [[nodiscard]] SubscriptionChange unsubscribe(const ClientRequest &request);
    void setProperty(const ClientRequest &request);
    void getProperty(const ClientRequest &request);
    void list(const ClientRequest &request);

    void reply(std::string_view result, std::string_view id);
    void refuse(int code, std::string_view message, std::string_view id);

    StreamLimits m_limits;
    Instant m_openedAt;
    Instant m_lastPingAt;
    Instant m_lastPongAt;
    std::vector<std::string> m_openPings; ///< payloads that no pong has returned yet
    bool m_combined = false;
    RateWindow m_messages;
};

} // namespace touchline
