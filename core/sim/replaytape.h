// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/recording.h"
#include "sim/replaymarkets.h"

#include <span>
#include <string>

namespace touchline {

/// The messages of Binance Spot recordings that a replay can use. Errors as of loadRecordings().
[[nodiscard]] Expected<ReplayTape> loadReplayTape(std::span<const std::string> paths);

[[nodiscard]] ReplayTape replayTapeOf(Recording recording);

/// "max", or a positive factor with at most three decimals ("1", "0.5", "20"). BadArgument says what is
/// allowed.
[[nodiscard]] Expected<ReplaySpeed> parseReplaySpeed(std::string_view text);

} // namespace touchline
