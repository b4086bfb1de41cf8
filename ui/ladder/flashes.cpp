// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/flashes.h"

#include <algorithm>

namespace touchline {

namespace {

constexpr std::int64_t steps = 8;

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
        const std::int64_t age = std::max<std::int64_t>(0, (now - change.at).count());
        const std::int64_t left = std::max<std::int64_t>(0, steps - age * steps / fadeTime.count());
        return static_cast<std::uint8_t>(left * left * 255 / (steps * steps));
    }
    return 0;
}

void Flashes::prune(Instant now)
{
    std::erase_if(m_changes, [now](const Change &change) { return now - change.at >= fadeTime; });
}

} // namespace touchline
