// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "base/histogram.h"
#include "base/tickclock.h"

#include <array>
#include <benchmark/benchmark.h>

using namespace touchline;

namespace {

void readTickClock(benchmark::State &state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(tickNanos());
}

void readSteadyClock(benchmark::State &state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(std::chrono::steady_clock::now());
}

/// Values as a stage gives them: most near each other, some far off.
void recordHistogram(benchmark::State &state)
{
    std::array<std::int64_t, 256> values{};
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = i % 16 == 0 ? static_cast<std::int64_t>(i) * 5'000 : 300 + static_cast<std::int64_t>(i);
    Histogram histogram;
    benchmark::DoNotOptimize(&histogram);
    std::size_t next = 0;
    for (auto _ : state) {
        histogram.record(values[next++ % values.size()]);
        benchmark::ClobberMemory();
    }
}

void readQuantiles(benchmark::State &state)
{
    Histogram histogram;
    for (std::int64_t i = 0; i < 10'000; ++i)
        histogram.record(i * i);
    for (auto _ : state) {
        for (const double q : {0.5, 0.99, 0.999})
            benchmark::DoNotOptimize(histogram.quantile(q));
    }
}

} // namespace

BENCHMARK(readTickClock);
BENCHMARK(readSteadyClock);
BENCHMARK(recordHistogram);
BENCHMARK(readQuantiles);
