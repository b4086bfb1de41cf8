// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/simrandom.h"

#include <cstdint>

namespace touchline {

/// The price, in ticks, that the traders of a simulated market believe in: it wanders both ways, in calmer
/// and wilder spells, and is drawn back before it has halved or doubled.
class FairPrice {
public:
    explicit FairPrice(std::int64_t startTicks);

    [[nodiscard]] std::int64_t ticks() const { return m_now / unit; }

    void move(SimRandom &random);

private:
    static constexpr std::int64_t unit = 4096; ///< parts of a tick

    std::int64_t m_start;
    std::int64_t m_now;
    std::int64_t m_calmMove;
    std::int64_t m_spell = 0; ///< moves left in which the market is wild
    std::int64_t m_drift = 0;
};

} // namespace touchline
