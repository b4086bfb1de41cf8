// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/trace.h"
#include "feed/clockskew.h"
#include "feed/latency.h"

#include <cstdint>

namespace touchline {

/// Where the time of a session's messages goes.
struct FeedTimings {
    LatencyWaterfall stages; ///< up to Processing
    ClockSkew skew;
    TraceRate messageRate{"messages a second"};
};

/// Nanoseconds of a steady clock, as tickNanos; a session reads it for FeedTimings only and decides nothing
/// by it.
using SteadyNanos = std::int64_t (*)();

} // namespace touchline
