// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace touchline {

/// The most memory this process ever had resident, in KiB; 0 where the system does not say.
[[nodiscard]] std::int64_t peakRssKib();

/// What it has resident now, in KiB; where the system does not say, the most it ever had.
[[nodiscard]] std::int64_t rssKib();

} // namespace touchline
