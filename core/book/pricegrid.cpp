// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/pricegrid.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace touchline {

namespace {

/// The distance of two numbers, `from <= to`; it may need all 64 bits.
std::uint64_t distance(std::int64_t from, std::int64_t to)
{
    return static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
}

/// Newton's iteration: x = odd is right in three bits, and each round doubles the number of right bits.
std::uint64_t inverseOf(std::uint64_t odd)
{
    std::uint64_t inverse = odd;
    for (int rightBits = 3; rightBits < 64; rightBits *= 2)
        inverse *= 2 - odd * inverse;
    return inverse;
}

} // namespace

PriceGrid::PriceGrid(Side side, Price best, std::uint64_t tick, std::size_t maxSlots)
{
    using Limits = std::numeric_limits<std::int64_t>;
    const std::int64_t rank = rankOf(side, best.raw());
    const std::uint64_t better = std::min<std::uint64_t>(maxSlots / 8, distance(Limits::min(), rank) / tick);
    const auto origin = static_cast<std::int64_t>(static_cast<std::uint64_t>(rank) - better * tick);
    const std::uint64_t worse = std::min<std::uint64_t>(maxSlots - 1, distance(origin, Limits::max()) / tick);
    m_shift = std::countr_zero(tick);
    m_inverse = inverseOf(tick >> m_shift);
    m_origin = static_cast<std::uint64_t>(rankOf(side, origin));
    m_slots = worse + 1;
    m_step = tick;
    if (side == Side::Bid) {
        m_inverse = -m_inverse;
        m_step = -m_step;
    }
}

std::size_t PriceGrid::firstSlotFrom(Side side, Price price) const
{
    const std::int64_t rank = rankOf(side, price.raw());
    const std::int64_t origin = rankOf(side, static_cast<std::int64_t>(m_origin));
    if (rank <= origin)
        return 0;
    const std::uint64_t tick = side == Side::Bid ? -m_step : m_step;
    return std::min<std::uint64_t>(m_slots, (distance(origin, rank) - 1) / tick + 1);
}

std::uint64_t commonTick(std::span<const Level> bestFirst, std::size_t slotCount)
{
    if (bestFirst.empty())
        return 0;
    const std::int64_t best = bestFirst.front().price.raw();
    std::uint64_t tick = 0;
    for (const Level &level : bestFirst.subspan(1)) {
        const std::int64_t price = level.price.raw();
        const std::uint64_t away = price > best ? distance(best, price) : distance(price, best);
        if (tick != 0 && away / tick >= slotCount)
            break;
        if (tick == 0 || away % tick != 0)
            tick = std::gcd(tick, away);
    }
    return tick;
}

} // namespace touchline
