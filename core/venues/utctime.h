// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <optional>
#include <string_view>

namespace touchline {

/// Reads "2026-02-02T10:00:00.123456789Z" (RFC 3339 in UTC, up to nanoseconds). None for anything else, and
/// outside the years 1970 to 2261.
[[nodiscard]] std::optional<Instant> utcTime(std::string_view text);

} // namespace touchline
