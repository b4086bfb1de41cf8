// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <deque>

namespace touchline {

/// What a venue lets one address ask for in a window of time, a minute unless told, shared by all sessions
/// with it. Stays below the limit in every such window, wherever the venue's own begins.
class RequestBudget {
public:
    /// `weight` is the venue's limit; a part of it is left to other programs at the same address.
    explicit RequestBudget(int weight, Duration window = std::chrono::minutes(1))
        : m_limit(weight - weight / 5),
          m_window(window)
    {
    }

    [[nodiscard]] bool allows(int weight, Instant now) const { return nextFree(weight, now) <= now; }
    /// When a request of this weight may be made: now, or later.
    [[nodiscard]] Instant nextFree(int weight, Instant now) const;
    /// True if the request leaves half of the budget to others: for what can as well be done later.
    [[nodiscard]] bool isSpare(int weight, Instant now) const;
    void spend(int weight, Instant now);
    /// The venue says what it has counted in the last window. Other programs at this address may have asked,
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
    Duration m_window;
    std::deque<Spending> m_spent; ///< in the last window, oldest first
    Instant m_pausedUntil;
};

} // namespace touchline
