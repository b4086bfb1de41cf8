// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/venue.h"

#include <algorithm>

namespace touchline {

SnapshotSize snapshotSizeFor(std::size_t books, const VenueLimits &limits)
{
    constexpr std::size_t patienceMinutes = 4;
    const auto budget = static_cast<std::size_t>(limits.requestWeight) * patienceMinutes;
    const auto fits = [&](const SnapshotSize &size) {
        return static_cast<std::size_t>(size.weight) * books <= budget;
    };
    const auto deepest = std::find_if(limits.snapshotSizes.begin(), limits.snapshotSizes.end(), fits);
    return deepest == limits.snapshotSizes.end() ? limits.snapshotSizes.back() : *deepest;
}

} // namespace touchline
