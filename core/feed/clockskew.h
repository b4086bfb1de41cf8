// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>

namespace touchline {

/// What one-way delays say about the difference between the venue's clock and ours.
///
/// A delay is the way plus the difference of the clocks, and nothing can tell the two apart, except that no
/// way takes less than no time: below zero it proves a difference. Delays are never corrected by it.
class ClockSkew {
public:
    /// The smallest delay is that of the last minute, to within a slot.
    static constexpr Duration slotLength = std::chrono::seconds(5);
    static constexpr std::size_t slotCount = 12;

    /// Gives the delay from `exchange` by the venue's clock to `received` by ours.
    Duration note(Instant exchange, Instant received);

    [[nodiscard]] std::optional<Duration> smallestDelay() const;
    /// By how much our clock is at least behind the venue's; zero if nothing proves it.
    [[nodiscard]] Duration atLeast() const;
    /// Delays below zero since the beginning.
    [[nodiscard]] std::uint64_t negativeDelays() const { return m_negative; }

private:
    void advanceTo(std::int64_t slotNumber);

    static constexpr Duration none = Duration::max();

    std::array<Duration, slotCount> m_smallest = filled();
    std::int64_t m_current = std::numeric_limits<std::int64_t>::min();
    std::uint64_t m_negative = 0;

    [[nodiscard]] static constexpr std::array<Duration, slotCount> filled()
    {
        std::array<Duration, slotCount> empty{};
        empty.fill(none);
        return empty;
    }
};

} // namespace touchline
