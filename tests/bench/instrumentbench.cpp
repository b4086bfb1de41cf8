// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "base/histogram.h"
#include "base/tickclock.h"
#include "base/trace.h"
#include "feed/feedsession.h"
#include "venues/venuetable.h"

#include <array>
#include <benchmark/benchmark.h>
#include <memory>
#include <string>
#include <vector>

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

/// What a session does for the figures of one message, beside the three readings of the clock.
void recordMessage(benchmark::State &state)
{
    const auto waterfall = std::make_unique<LatencyWaterfall>();
    ClockSkew skew;
    benchmark::DoNotOptimize(waterfall.get());
    std::int64_t now = 1'770'000'000'000'000'000;
    for (auto _ : state) {
        now += 100'000;
        waterfall->recordMessage({now, now + 300, now + 420});
        const Duration delay = skew.note(Instant{now - 5'000'000}, Instant{now});
        waterfall->record(Stage::Transit, delay.count());
        benchmark::ClobberMemory();
    }
}

void spanWithoutTrace(benchmark::State &state)
{
    for (auto _ : state) {
        const TraceSpan span("decode");
        benchmark::ClobberMemory();
    }
}

void spanWithTrace(benchmark::State &state)
{
    TraceLane lane(1024);
    traceLane = &lane;
    for (auto _ : state) {
        {
            const TraceSpan span("decode");
        }
        lane.takeAll([](const TraceEvent &event) { benchmark::DoNotOptimize(event.at); });
    }
    traceLane = nullptr;
}

std::int64_t steadyNanos()
{
    return Duration(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// A depth frame of 15 levels, the usual one of a busy symbol.
std::string frameOf(std::uint64_t id)
{
    std::string text = R"({"e":"depthUpdate","E":1770000000000,"s":"BTCUSDT","U":)" + std::to_string(id) +
                       R"(,"u":)" + std::to_string(id) + R"(,"b":[)";
    for (std::uint64_t i = 0; i < 15; ++i) {
        text += i == 0 ? "" : ",";
        text += "[\"" + std::to_string(61'824 - i) + ".00000000\",\"0." +
                std::to_string(10'000'000 + id % 97) + "\"]";
    }
    return text + R"(],"a":[]})";
}

/// The path of every message of the product, timed by no clock (0), the tick clock (1), the steady clock (2).
void sessionFrame(benchmark::State &state)
{
    constexpr std::array<SteadyNanos, 3> clocks{nullptr, tickNanos, steadyNanos};
    constexpr std::uint64_t count = 2'000;
    std::vector<std::string> frames;
    for (std::uint64_t id = 101; id < 101 + count; ++id)
        frames.push_back(frameOf(id));
    const std::string snapshot =
        R"({"lastUpdateId":100,"bids":[["61824.00","1"]],"asks":[["70000.00","1"]]})";
    const std::array instruments{bareInstrument("BTCUSDT")};
    const Instant now = Instant::fromMillis(1'770'000'000'020);
    SessionOptions options;
    options.steadyNanos = clocks[static_cast<std::size_t>(state.range(0))];
    for (auto _ : state) {
        state.PauseTiming();
        const auto session = std::make_unique<FeedSession>(*findVenue("binance"), options, instruments);
        static_cast<void>(session->start(now));
        static_cast<void>(session->onStreamOpened(session->stream(), now));
        const auto actions = session->onDeadline(now + std::chrono::seconds(1));
        static_cast<void>(
            session->onReply({std::get<FetchUrl>(actions.front()).id, 200, snapshot, {}, {}}, now));
        state.ResumeTiming();
        for (const std::string &frame : frames)
            benchmark::DoNotOptimize(session->onFrame(session->stream(), frame, now));
        if (!session->book(0).status().isLive())
            state.SkipWithError("the book is not live");
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count));
}

} // namespace

BENCHMARK(recordMessage);
BENCHMARK(spanWithoutTrace);
BENCHMARK(spanWithTrace);
BENCHMARK(sessionFrame)->Arg(0)->Arg(1)->Arg(2)->Unit(benchmark::kMicrosecond);
BENCHMARK(readTickClock);
BENCHMARK(readSteadyClock);
BENCHMARK(recordHistogram);
BENCHMARK(readQuantiles);
