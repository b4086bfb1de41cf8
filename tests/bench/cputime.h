// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <ctime>

namespace touchline::bench {

/// What the calling thread has used of a processor, in nanoseconds. What is measured here does not wait, so
/// that this is its time on a machine with nothing else to do, whatever else runs on this one.
[[nodiscard]] inline std::int64_t threadCpuNanos()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::int64_t{used.tv_sec} * 1'000'000'000 + used.tv_nsec;
}

} // namespace touchline::bench
