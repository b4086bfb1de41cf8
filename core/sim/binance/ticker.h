// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/listing.h"

#include <string>

namespace touchline::binancewire {

// One symbol's entries of GET ticker/24hr, ticker/price, ticker/bookTicker and GET trades.

/// `mini` leaves out what type=MINI leaves out. A market without trades has zeros and ids of -1, as the
/// venue's.
[[nodiscard]] std::string dayTicker(const Listing &listing, Instant now, bool mini);
[[nodiscard]] std::string priceTicker(const Listing &listing);
[[nodiscard]] std::string quoteTicker(const Listing &listing);

/// The last `count` trades, oldest first.
[[nodiscard]] std::string recentTrades(const Listing &listing, std::size_t count);

} // namespace touchline::binancewire
