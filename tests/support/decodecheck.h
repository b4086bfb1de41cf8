// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "venues/levelscanner.h"

#include <string>
#include <string_view>

namespace touchline::test {

/// What the strict parser says to something that was read quickly.
struct DecodeCheck {
    bool wasRead = false;
    std::string difference; ///< empty if there is none, also where nothing was read
};

/// Scans a list of levels by every path that runs here. All must agree, and with the strict parser where they
/// accept it. Reading beyond the text ends the program.
template <class Form> [[nodiscard]] DecodeCheck checkLevels(std::string_view text, Decimals decimals);

/// Reads a depth update, a quote or a trade of Binance Spot, whichever it is.
[[nodiscard]] DecodeCheck checkFrame(std::string_view frame, Decimals decimals);

/// Reads a depth update that comes after `before`, another one of the same symbol.
[[nodiscard]] DecodeCheck checkFrameAfter(std::string_view before, std::string_view frame, Decimals decimals);

/// Reads the body of a REST depth answer of Binance Spot.
[[nodiscard]] DecodeCheck checkSnapshot(std::string_view body, Decimals decimals);

} // namespace touchline::test
