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
    /// True if the request leaves half of the budget to others: for what can as well be done later.
    [[nodiscard]] bool isSpare(int weight, Instant now) const;
    void spend(int weight, Instant now);
    /// The venue says what it has counted in the last minute. Other programs at this address may have asked,
    /// too.
    void noteUsed(int weight, Instant now);

    /// The venue asks to wait.
    void pauseUntil(Instant at) { m_pausedUntil = at > m_pausedUntil ? at : m_pausedUntil; }
    [[nodiscard]] Instant pausedUntil() const { return m_pausedUntil; }

private:
    [[nodiscard]] int usedAt(Instant now) const;

    struct Spending {
        Instant at;
        int weight = 0;
    };

    int m_limit;
    std::deque<Spending> m_lastMinute; ///< oldest first
    Instant m_pausedUntil;
};

} // namespace touchline
