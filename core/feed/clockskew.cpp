// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/clockskew.h"

#include <algorithm>

namespace touchline {

namespace {

constexpr std::size_t placeOf(std::int64_t slotNumber)
{
    constexpr auto count = static_cast<std::int64_t>(ClockSkew::slotCount);
    return static_cast<std::size_t>((slotNumber % count + count) % count);
}

} // namespace

Duration ClockSkew::note(Instant exchange, Instant received)
{
    const Duration delay = received - exchange;
    if (delay < Duration(0))
        ++m_negative;
    const std::int64_t slotNumber = received.nanos / slotLength.count();
    if (slotNumber != m_current)
        advanceTo(slotNumber);
    Duration &smallest = m_smallest[placeOf(slotNumber)];
    smallest = std::min(smallest, delay);
    return delay;
}

void ClockSkew::advanceTo(std::int64_t slotNumber)
{
    // After a pause of a whole window, or when time begins anew (another recording), nothing is left.
    const bool isNear =
        slotNumber > m_current && slotNumber - static_cast<std::int64_t>(slotCount) < m_current;
    if (!isNear)
        m_smallest.fill(none);
    for (std::int64_t passed = m_current + 1; isNear && passed <= slotNumber; ++passed)
        m_smallest[placeOf(passed)] = none;
    m_current = slotNumber;
}

std::optional<Duration> ClockSkew::smallestDelay() const
{
    const Duration smallest = *std::min_element(m_smallest.begin(), m_smallest.end());
    return smallest == none ? std::nullopt : std::optional(smallest);
}

Duration ClockSkew::atLeast() const
{
    const Duration smallest = smallestDelay().value_or(Duration(0));
    return smallest < Duration(0) ? -std::max(smallest, -Duration::max()) : Duration(0);
}

} // namespace touchline
