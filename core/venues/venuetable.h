// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

#include <span>
#include <string_view>

namespace touchline {

/// Every exchange that can be named with --exchange, the demo first.
[[nodiscard]] std::span<const Venue *const> allVenues();

/// The venue of that name, or null.
[[nodiscard]] const Venue *findVenue(std::string_view name);

/// The simulated exchange inside the program: Binance Spot's protocol on a loopback port, no hosts of its
/// own.
inline constexpr std::string_view demoVenueName = "demo";

} // namespace touchline
