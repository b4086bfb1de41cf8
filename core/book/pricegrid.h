// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/level.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace touchline {

/// Numbers the prices of one side that lie on a grid: slot 0 is the best of them, each further slot is one
/// tick worse.
///
/// The slot of a price is (price - origin) / tick, and a price has one only if that division leaves no rest
/// and the result is small enough. One multiplication answers all of it. Write tick as odd * 2^shift, let
/// `inverse` be the number with odd * inverse = 1 (mod 2^64), and take
///
///     slot(price) = rotr((price - origin) * inverse, shift)      in 64 bits, wrapping around.
///
/// The price that is k ticks off has (odd * 2^shift * k) * inverse = 2^shift * k, rotated: k. This holds
/// while 2^shift * k fits into 64 bits, and it does for all slots, because their prices fit. Subtraction,
/// multiplication by an odd number and rotation can each be undone, so that no two prices share a slot: the
/// slots below `slotCount()` are taken by the prices of the grid, and whatever else there is gets a larger
/// number. Bids count downwards: their sign is part of `inverse`.
class PriceGrid {
public:
    /// Has no slots.
    PriceGrid() = default;

    /// At most `maxSlots` slots, an eighth of them better than `best` as far as there are such prices.
    PriceGrid(Side side, Price best, std::uint64_t tick, std::size_t maxSlots);

    [[nodiscard]] std::size_t slotCount() const { return m_slots; }

    /// Below slotCount() if, and only if, the price is on the grid.
    [[nodiscard]] std::size_t slotOf(Price price) const
    {
        const std::uint64_t distance = static_cast<std::uint64_t>(price.raw()) - m_origin;
        return std::rotr(distance * m_inverse, m_shift);
    }

    [[nodiscard]] Price priceAt(std::size_t slot) const
    {
        return Price(static_cast<std::int64_t>(m_origin + slot * m_step));
    }

    /// The first slot that is not better than `price`; slotCount() if all are better.
    [[nodiscard]] std::size_t firstSlotFrom(Side side, Price price) const;

private:
    std::uint64_t m_origin = 0;
    std::uint64_t m_inverse = 1;
    int m_shift = 0;
    std::size_t m_slots = 0;
    std::uint64_t m_step = 1; ///< from a slot's price to the next one's, modulo 2^64: minus the tick for bids
};

/// The coarsest tick on which the best of these levels lie, as far away as `slotCount` of these ticks. Zero
/// for less than two levels. `bestFirst` is sorted and holds no price twice.
[[nodiscard]] std::uint64_t commonTick(std::span<const Level> bestFirst, std::size_t slotCount);

} // namespace touchline
