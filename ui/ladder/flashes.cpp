// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/flashes.h"

#include <algorithm>

namespace touchline {

namespace {

constexpr std::int64_t steps = 8;

/// All flashes step at the same instants: a step repaints every cell that flashes, whenever it began.
std::int64_t stepAt(Instant at)
{
    return at.nanos / (Flashes::fadeTime.count() / steps);
}

/// Grows from 0, where the change has just been, to `steps`, where nothing is left of it.
std::int64_t stepsSince(Instant change, Instant now)
{
    return std::clamp<std::int64_t>(stepAt(now) - stepAt(change), 0, steps);
}

} // namespace

void Flashes::note(Side side, Price price, Instant at)
{
    const auto known = std::find_if(m_changes.begin(), m_changes.end(), [&](const Change &change) {
        return change.side == side && change.price == price;
    });
    if (known != m_changes.end())
        known->at = at;
    else
        m_changes.push_back(Change{side, price, at});
}

std::uint8_t Flashes::strength(Side side, Price price, Instant now) const
{
    for (const Change &change : m_changes) {
        if (change.side != side || change.price != price)
            continue;
        const std::int64_t passed = stepsSince(change.at, now);
        // The first step may be short, so that two are full.
        const std::int64_t left = passed < steps ? steps - std::max<std::int64_t>(passed - 1, 0) : 0;
        return static_cast<std::uint8_t>(left * left * 255 / (steps * steps));
    }
    return 0;
}

void Flashes::prune(Instant now)
{
    std::erase_if(m_changes, [now](const Change &change) { return stepsSince(change.at, now) == steps; });
}

} // namespace touchline
