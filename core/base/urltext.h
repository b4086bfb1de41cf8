// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace touchline {

/// For a URL's query. Names may hold any UTF-8 (Binance, since 2025-12): percent-encodes all but what is
/// surely safe.
[[nodiscard]] std::string urlEncoded(std::string_view text);

} // namespace touchline
