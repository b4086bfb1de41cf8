// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/tickclock.h"

#if TOUCHLINE_HAS_TSC
#include <cpuid.h>
#endif

#include <limits>

namespace touchline {

#if TOUCHLINE_HAS_TSC

namespace {

/// Both clocks at about the same moment, and how far apart they were read.
struct Reading {
    std::uint64_t count = 0;
    std::int64_t nanos = 0;
    std::uint64_t width = std::numeric_limits<std::uint64_t>::max();
};

/// "Invariant TSC" of AMD's and Intel's manuals: constant rate, and it goes on in every sleep state.
bool isCounterInvariant()
{
    constexpr unsigned leaf = 0x8000'0007;
    constexpr unsigned invariantBit = 1U << 8U;
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    return __get_cpuid(leaf, &a, &b, &c, &d) == 1 && (d & invariantBit) != 0;
}

std::int64_t steadyNanos()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

/// The tightest of several: an interrupt in between makes a wide one.
Reading readBoth()
{
    constexpr int attempts = 16;
    Reading best;
    for (int i = 0; i < attempts; ++i) {
        const std::uint64_t before = __rdtsc();
        const std::int64_t nanos = steadyNanos();
        const std::uint64_t width = __rdtsc() - before;
        if (width < best.width)
            best = Reading{before + width / 2, nanos, width};
    }
    return best;
}

} // namespace

TickScale calibrateTicks()
{
    constexpr std::int64_t span = 1'000'000;
    if (!isCounterInvariant())
        return {};
    const Reading first = readBoth();
    while (steadyNanos() - first.nanos < span) {
    }
    const Reading last = readBoth();
    const auto nanos = static_cast<std::uint64_t>(last.nanos - first.nanos);
    const std::uint64_t ticks = last.count - first.count;
    // Slower than a nanosecond a tick would not fit the fixed point, and would be too coarse as well.
    if (ticks <= nanos)
        return {};
    return TickScale{first.count, (nanos << 32U) / ticks};
}

#else

TickScale calibrateTicks()
{
    return {};
}

#endif

} // namespace touchline
