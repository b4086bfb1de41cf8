// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// One thing that people want to know of a venue.
struct Capability {
    std::string_view name; ///< "A book begins with"
    std::string value;     ///< "A snapshot on the stream, 400 levels a side"
};

/// What a venue offers and how its books are kept and proven, always in the same order.
[[nodiscard]] std::vector<Capability> capabilitiesOf(const Venue &venue);

/// False where everything comes on the stream, the list of instruments as well.
[[nodiscard]] bool usesRest(const Venue &venue);

/// The capabilities of these venues as a Markdown table, a row each.
[[nodiscard]] std::string capabilityTable(std::span<const Venue *const> venues);

} // namespace touchline
