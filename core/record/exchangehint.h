// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace touchline {

/// The name of --exchange for a name in a recording's header ("BINANCE_US" is "binance-us"); a name that is
/// not in the table comes back in lower case.
[[nodiscard]] std::string exchangeOfHeader(std::string_view name);

/// The name of --exchange for a URL's host, empty when the host is not known.
[[nodiscard]] std::string_view exchangeOfUrl(std::string_view url);

} // namespace touchline
