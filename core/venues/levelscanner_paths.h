// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "venues/levelscanner.h"

// What scanLevels() chooses from. Not for anybody else.

#if defined(__x86_64__) && defined(__GNUC__)
#define TOUCHLINE_HAS_SSE41_PATH 1
#else
#define TOUCHLINE_HAS_SSE41_PATH 0
#endif

namespace touchline {

template <class Form>
[[nodiscard]] LevelScan scanLevelsPortable(
    std::string_view text, Side side, Decimals decimals, std::vector<Level> &out);

#if TOUCHLINE_HAS_SSE41_PATH
/// For at most 16 decimals, on a processor with SSE4.1.
template <class Form>
[[nodiscard]] LevelScan scanLevelsSse41(
    std::string_view text, Side side, Decimals decimals, std::vector<Level> &out);
#endif

} // namespace touchline
