// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/okx/okxrequest.h"
#include "sim/okx/okxrules.h"
#include "sim/ratewindow.h"
#include "sim/simconnection.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace touchline {

/// How a client was let in.
struct OkxTicket {
    std::uint32_t number = 0; ///< of the connection
    bool isAdmitted = true;   ///< false: too many have come in this second
};

/// A client on OKX's public stream. Streams are named "channel:instrument".
class OkxConnection : public SimConnection {
public:
    OkxConnection(const OkxRules &rules, OkxTicket ticket, Instant now);

    [[nodiscard]] SubscriptionChange open(std::string_view target) override;
    [[nodiscard]] SubscriptionChange receive(std::string_view text, Instant now) override;
    void keepAlive(Instant now) override;
    void deliver(std::string_view stream, std::string_view payload) override;

private:
    [[nodiscard]] SubscriptionChange perform(const OkxRequest &request);
    [[nodiscard]] std::vector<std::string> confirmed(const OkxRequest &request);
    /// Nothing if the argument can be subscribed to.
    [[nodiscard]] std::optional<OkxRefusal> refusalOf(const OkxArgument &argument) const;
    void confirm(const OkxRequest &request, const OkxArgument &argument);
    void refuse(const OkxRefusal &refusal);

    OkxRules m_rules;
    OkxTicket m_ticket;
    std::string m_connId;
    RateWindow m_requests;
    Instant m_lastTraffic;
    bool m_hasSpoken = false; ///< since the last keepAlive()
};

} // namespace touchline
