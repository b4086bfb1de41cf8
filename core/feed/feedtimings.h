// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/histogram.h"

#include <cstdint>

namespace touchline {

/// Where the feed thread's time goes, in nanoseconds a frame.
struct FeedTimings {
    Histogram decode;     ///< text to event
    Histogram apply;      ///< event to updated, checked book
    Histogram processing; ///< all work from frame to view, output left out
};

/// Nanoseconds of a steady clock; a session reads it for FeedTimings only and decides nothing by it.
using SteadyNanos = std::int64_t (*)();

} // namespace touchline
