// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

#include <string_view>
#include <vector>

/// Coinbase Advanced Trade's list of products.
namespace touchline::coinbase {

/// As Venue::decodeInstruments. Listings without a name are left out.
[[nodiscard]] Expected<std::vector<Instrument>> decodeProducts(std::string_view body);

} // namespace touchline::coinbase
