// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <string>
#include <string_view>

namespace touchline {

/// "2026-02-02T10:00:00.123456Z" (RFC 3339 in UTC), with this many decimals of the second, at most nine.
[[nodiscard]] std::string isoTime(Instant at, int decimals);

/// True if such a time stands in quotation marks behind `key`.
[[nodiscard]] bool hasIsoTime(std::string_view text, std::string_view key);

/// Shifts every time behind `key`; each keeps its decimals.
void shiftIsoTimes(std::string &text, std::string_view key, std::int64_t millis);

} // namespace touchline
