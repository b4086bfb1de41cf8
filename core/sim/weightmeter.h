// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace touchline {

/// Binance Spot's request weights: a pool a minute for each address, 429 beyond it, 418 for going on.
class WeightMeter {
public:
    struct Verdict {
        int status = 200; ///< 200, 429 or 418
        int used = 0;     ///< in this minute, this request included
        std::optional<Duration> retryAfter;
        std::optional<Instant> bannedUntil;
    };

    explicit WeightMeter(int limit) : m_limit(limit) {}

    [[nodiscard]] Verdict charge(std::string_view address, int weight, Instant now);
    [[nodiscard]] int limit() const { return m_limit; }

private:
    struct Account {
        std::int64_t minute = 0;
        int used = 0;
        int refusals = 0;
        Instant bannedUntil;
    };

    int m_limit;
    std::map<std::string, Account, std::less<>> m_accounts;
};

} // namespace touchline
