// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <cstddef>
#include <optional>

namespace touchline {

/// OKX's rules for its public stream. Source: OKX API v5, WebSocket overview and order book channel, as of
/// 2026-07-28.
struct OkxRules {
    std::size_t depth = 400; ///< levels a side
    Duration bookInterval = std::chrono::milliseconds(100);
    Duration keepAliveAfter = std::chrono::seconds(60); ///< without a change of a book
    Duration longestSilence = std::chrono::seconds(30); ///< in both directions
    std::size_t largestMessage = 65'536;                ///< bytes
    std::size_t requestsAnHour = 480;                   ///< of one connection
    std::size_t connectionsASecond = 3;
    /// Books bear their checksums, as they did until 2026-06-23. Since then it is a constant 0.
    bool hasChecksums = false;
    /// A book begins with a snapshot on the stream. Else a client has to ask for it by REST.
    bool sendsSnapshots = true;
    /// A maintenance: the ids of a market begin anew so long after its first client has come.
    std::optional<Duration> idsBeginAnewAfter = {};
};

} // namespace touchline
