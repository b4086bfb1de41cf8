// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/level.h"

#include <cstdint>
#include <limits>

namespace touchline {

/// Whether the prices of a list come best first, none of them twice. Free of branches, so that whoever reads
/// a list can watch its order on the way.
class PriceOrder {
public:
    explicit PriceOrder(Side side)
        : m_flip(rankOf(side, 0)),
          m_before(rankOf(side, side == Side::Bid ? std::numeric_limits<std::int64_t>::max() : 0))
    {
    }

    /// A price above zero.
    void note(Price price)
    {
        // All ranks of a side have one sign: no difference leaves int64.
        const std::int64_t rank = price.raw() ^ m_flip;
        m_steps &= m_before - rank;
        m_before = rank;
    }

    /// False too where the largest price there is comes first.
    [[nodiscard]] bool isBestFirst() const { return m_steps < 0; }

private:
    std::int64_t m_flip; ///< makes a price its rank: the complement for bids
    std::int64_t m_before;
    std::int64_t m_steps = -1; ///< below zero as long as all were away from the touch
};

} // namespace touchline
