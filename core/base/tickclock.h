// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

#if defined(__x86_64__) && defined(__GNUC__)
#define TOUCHLINE_HAS_TSC 1
#include <x86intrin.h>
#else
#define TOUCHLINE_HAS_TSC 0
#endif

namespace touchline {

/// How counts of the processor's time stamp counter become nanoseconds.
struct TickScale {
    std::uint64_t base = 0; ///< the count at calibration
    std::uint64_t nanosPerTick =
        0; ///< a fixed-point number with 32 bits after the point, below one; 0: unusable

    /// `count` must not lie before `base` by more than a calibration takes.
    [[nodiscard]] constexpr std::int64_t nanosAt(std::uint64_t count) const
    {
        constexpr std::uint64_t lowHalf = 0xffff'ffffU;
        const std::uint64_t ticks = count - base;
        return static_cast<std::int64_t>(
            (ticks >> 32U) * nanosPerTick + (((ticks & lowHalf) * nanosPerTick) >> 32U));
    }
};

/// Counts against the steady clock for about a millisecond. Without nanosPerTick where the counter cannot be
/// trusted: it is not there, changes its rate, stops, or counts less than once a nanosecond.
[[nodiscard]] TickScale calibrateTicks();

/// Calibrated at the first call.
[[nodiscard]] inline const TickScale &tickScale()
{
    static const TickScale scale = calibrateTicks();
    return scale;
}

/// Nanoseconds of the cheapest steady clock there is, from an arbitrary beginning, the same on all threads of
/// the process: for durations: whoever decides by one must bear a clock that goes back. Its rate is within
/// 100 ppm of the steady clock's.
[[nodiscard]] inline std::int64_t tickNanos()
{
#if TOUCHLINE_HAS_TSC
    if (const TickScale &scale = tickScale(); scale.nanosPerTick != 0) [[likely]]
        return scale.nanosAt(__rdtsc());
#endif
    const auto sinceEpoch = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(sinceEpoch).count();
}

} // namespace touchline
