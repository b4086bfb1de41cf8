// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <deque>

namespace touchline {

/// What a venue lets one address ask for in a minute, shared by all sessions with it. Stays below the limit
/// in every minute, wherever the venue's own minute begins.
class RequestBudget {
public:
    /// `weightPerMinute` is the venue's limit; a part of it is left to other programs at the same address.
    explicit RequestBudget(int weightPerMinute) : m_limit(weightPerMinute - weightPerMinute / 5) {}

    [[nodiscard]] bool allows(int weight, Instant now) const { return nextFree(weight, now) <= now; }
    /// When a request of this weight may be made: now, or later.
    [[nodiscard]] Instant nextFree(int weight, Instant now) const;
    void spend(int weight, Instant now);

    /// The venue asks to wait.
    void pauseUntil(Instant at) { m_pausedUntil = at > m_pausedUntil ? at : m_pausedUntil; }
    [[nodiscard]] Instant pausedUntil() const { return m_pausedUntil; }

private:
    struct Spending {
        Instant at;
        int weight = 0;
    };

    int m_limit;
    std::deque<Spending> m_lastMinute; ///< oldest first
    Instant m_pausedUntil;
};

} // namespace touchline
