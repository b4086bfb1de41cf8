// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace touchline {

/// How fast a recording is played: thousandths of the recorded pace, or none for as fast as it goes.
using ReplaySpeed = std::optional<std::int64_t>;

inline constexpr std::int64_t recordedPace = 1000;

/// "1", "0.5", "20" or "max"; else BadArgument.
[[nodiscard]] Expected<ReplaySpeed> parseReplaySpeed(std::string_view text);

} // namespace touchline
