// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/simvenue.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// The names of the venues that can be simulated, as findVenue() knows them; the usual one first.
[[nodiscard]] std::vector<std::string_view> simVenueNames();

/// Null for any other name.
[[nodiscard]] std::unique_ptr<SimVenue> makeSimVenue(std::string_view name);

} // namespace touchline
