// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/coinbase/coinbaserequest.h"
#include "sim/ratewindow.h"
#include "sim/simconnection.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// Source: docs.cdp.coinbase.com, Advanced Trade "WebSocket Overview" and "WebSocket Rate Limits" as of
/// 2026-08.
struct CoinbaseLimits {
    std::size_t messagesPerSecond = 8;
    Duration subscribeWithin = std::chrono::seconds(5);
    Duration heartbeatEvery = std::chrono::seconds(1);
    Duration longestSilence = std::chrono::seconds(90); ///< of a connection without heartbeats
};

/// A stream connection of Coinbase Advanced Trade. It numbers its frames, whatever their channel; what is
/// subscribed is told of after the first data (recording of 2026-08-09). The words of errors are those of
/// Coinbase Exchange, as the documentation of Advanced Trade has none.
class CoinbaseConnection : public SimConnection {
public:
    explicit CoinbaseConnection(Instant now, CoinbaseLimits limits = {});

    [[nodiscard]] SubscriptionChange open(std::string_view target) override;
    [[nodiscard]] SubscriptionChange receive(std::string_view text, Instant now) override;
    void keepAlive(Instant now) override;
    void deliver(std::string_view stream, std::string_view payload) override;

private:
    [[nodiscard]] SubscriptionChange apply(const CoinbaseRequest &request);
    /// Empty where a product is not listed, after saying so.
    [[nodiscard]] std::vector<std::string> streamsOf(const CoinbaseRequest &request);
    /// Under which its frames come; empty: not listed.
    [[nodiscard]] std::string nameOnStream(const std::string &product) const;
    [[nodiscard]] bool isOverdue(Instant now) const;
    void sayNumbered(std::string_view frame);

    CoinbaseLimits m_limits;
    RateWindow m_messages;
    Instant m_openedAt;
    Instant m_saidAt;
    Instant m_heartbeatAt;
    bool m_hasSaid = false;       ///< since the time was last looked at
    bool m_hasSubscribed = false; ///< ever
    std::uint64_t m_nextNumber = 0;
    std::uint64_t m_heartbeats = 0;
    /// Products by channel, of each change that was not told of yet.
    std::vector<std::map<std::string, std::vector<std::string>>> m_changes;
};

} // namespace touchline
