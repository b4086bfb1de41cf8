// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/kraken/krakenrequest.h"
#include "sim/ratewindow.h"
#include "sim/simconnection.h"

#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// Source: docs.kraken.com, "Spot WebSocket overview" and channel `heartbeat` as of 2026-10. How many
/// messages a connection may send depends on the load there; so many no program sends by intent.
struct KrakenLimits {
    std::size_t messagesPerSecond = 50;
    Duration heartbeatEvery = std::chrono::seconds(1); ///< while nothing else is told
    Duration idle = std::chrono::seconds(60);          ///< without a subscription and a message
};

/// A stream connection of Kraken, WebSocket API v2. Each symbol of a request has an answer of its own. The
/// words of errors are those that were seen there, or those of the list for v1 (docs.kraken.com, 2026-10).
class KrakenConnection : public SimConnection {
public:
    explicit KrakenConnection(Instant now, KrakenLimits limits = {});

    [[nodiscard]] SubscriptionChange open(std::string_view target) override;
    [[nodiscard]] SubscriptionChange receive(std::string_view text, Instant now) override;
    void keepAlive(Instant now) override;
    void deliver(std::string_view stream, std::string_view payload) override;

private:
    /// Says what becomes of one symbol of a request.
    using Answer = void (KrakenConnection::*)(
        const KrakenRequest &, const std::string &symbol, SubscriptionChange &change);

    [[nodiscard]] SubscriptionChange forEachSymbol(const KrakenRequest &request, Answer answer);
    [[nodiscard]] SubscriptionChange followInstruments(const KrakenRequest &request);
    void subscribe(const KrakenRequest &request, const std::string &symbol, SubscriptionChange &change);
    void unsubscribe(const KrakenRequest &request, const std::string &symbol, SubscriptionChange &change);
    /// One book of a symbol can be followed at a time, whatever its depth.
    [[nodiscard]] bool isFollowed(const KrakenRequest &request, std::string_view symbol) const;

    void acknowledge(const KrakenRequest &request, std::string_view symbol);
    void refuse(const KrakenRequest &request, std::string_view why, std::string_view symbol = {});
    void appendTimes(std::string &answer) const;

    KrakenLimits m_limits;
    RateWindow m_messages;
    Instant m_openedAt;
    Instant m_receivedAt;
    Instant m_toldAt;                           ///< of what a channel has
    bool m_hasTold = false;                     ///< since the time was last looked at
    std::vector<std::string> m_withoutSnapshot; ///< streams whose first snapshot is not wanted
};

} // namespace touchline
