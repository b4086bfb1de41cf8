// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/fairprice.h"

#include <algorithm>

namespace touchline {

FairPrice::FairPrice(std::int64_t startTicks)
    // A thirtieth of a basis point a move at most, but never so little that a coarse price stands still.
    : m_start(startTicks * unit),
      m_now(m_start),
      m_calmMove(std::max(m_start / 300'000, unit / 24))
{
}

void FairPrice::move(SimRandom &random)
{
    if (!random.chance(125))
        return;
    if (m_spell == 0 && random.below(2'000) == 0) {
        m_spell = 50 + random.below(300);
        m_drift = random.chance(500) ? m_calmMove / 2 : -m_calmMove / 2;
    }
    std::int64_t by = random.below(2 * m_calmMove + 1) - m_calmMove;
    if (m_spell > 0) {
        by = 2 * by + m_drift;
        --m_spell;
    }
    constexpr std::int64_t pull = std::int64_t{1} << 20;
    m_now += by + (m_start - m_now) / pull;
    m_now = std::clamp(m_now, m_start - m_start / 2, 2 * m_start);
}

} // namespace touchline
