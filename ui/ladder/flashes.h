// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "book/level.h"

#include <cstdint>
#include <vector>

namespace touchline {

/// Remembers which levels changed a moment ago, by price, so that a flash moves with its level.
class Flashes {
public:
    /// Nothing is left of a change after this time, or a little before.
    static constexpr Duration fadeTime = std::chrono::milliseconds(500);

    void note(Side side, Price price, Instant at);

    /// 255 just after the change, falling in a few steps to 0 (fewer repaints than a smooth fade), fast at
    /// first.
    [[nodiscard]] std::uint8_t strength(Side side, Price price, Instant now) const;

    [[nodiscard]] bool isEmpty() const { return m_changes.empty(); }

    /// Forgets what has faded.
    void prune(Instant now);
    void clear() { m_changes.clear(); }

private:
    struct Change {
        Side side;
        Price price;
        Instant at;
    };

    std::vector<Change> m_changes; // a screenful at most
};

} // namespace touchline
