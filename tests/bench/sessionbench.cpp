// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Text to updated, verified book: the product's own path and what others would do, over the same flows. One
// iteration is one pass over a flow, without the frame that leads back to its beginning.
// TOUCHLINE_BENCH_DIFFS sets the length of the generated ones.

#include "bench/contestant.h"
#include "bench/cputime.h"
#include "bench/recordedflow.h"
#include "bench/workload.h"

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <functional>
#include <optional>
#include <vector>

using namespace touchline::bench;

namespace {

using Make = std::function<std::unique_ptr<Contestant>(const Flow &)>;
using MakeFlow = std::function<std::optional<Flow>()>;

/// A flow that is made when the first benchmark wants it, and kept.
struct NamedFlow {
    std::string name;
    MakeFlow make;
    std::optional<Flow> flow = {};
};

struct NamedContestant {
    std::string name;
    Make make;
};

void count(benchmark::State &state, const Flow &flow)
{
    using benchmark::Counter;
    const auto passes = static_cast<double>(state.iterations());
    const auto secondsEach = Counter::kIsRate | Counter::kInvert;
    const auto levels = static_cast<double>(flow.levels() - flow.closingLevels());
    state.counters["level"] = Counter(passes * levels, secondsEach);
    state.counters["message"] = Counter(passes * static_cast<double>(flow.size() - 1), secondsEach);
    const auto bytes = flow.frame(flow.size() - 1).data() - flow.frame(0).data();
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void play(benchmark::State &state, Flow &flow, const Make &make)
{
    const auto contestant = make(flow);
    if (!isExact(*contestant, flow)) {
        state.SkipWithError("the book is not the right one");
        return;
    }
    for (auto _ : state) {
        const std::int64_t begun = threadCpuNanos();
        for (std::size_t i = 0; i + 1 < flow.size(); ++i)
            contestant->frame(flow.frame(i));
        state.SetIterationTime(static_cast<double>(threadCpuNanos() - begun) * 1e-9);
        contestant->frame(flow.frame(flow.size() - 1));
        flow.advance();
    }
    if (!contestant->isGood() || (contestant->hasBook() && contestant->top() != flow.startTop()))
        state.SkipWithError("the book is not the right one in the end");
    count(state, flow);
}

void playNamed(benchmark::State &state, NamedFlow &named, const Make &make)
{
    if (!named.flow)
        named.flow = named.make();
    if (named.flow)
        play(state, *named.flow, make);
    else
        state.SkipWithError("there are no recordings in $TOUCHLINE_DATA");
}

std::size_t diffsOfGenerated()
{
    const char *const text = std::getenv("TOUCHLINE_BENCH_DIFFS");
    return text ? std::strtoul(text, nullptr, 10) : 20'000;
}

NamedFlow generated(std::size_t levelsPerDiff)
{
    return NamedFlow{"generated" + std::to_string(levelsPerDiff), [levelsPerDiff] {
                         FlowShape shape;
                         shape.diffs = diffsOfGenerated();
                         shape.levelsPerDiff = levelsPerDiff;
                         return std::optional(generatedFlow(shape));
                     }};
}

Make session(SessionExtras extras)
{
    return [extras](const Flow &flow) { return touchlineSession(flow.symbol(), extras); };
}

std::vector<NamedContestant> contestants()
{
    return {
        {"session", session({})},
        {"sessionTimed", session({.timedEvery = 1})},    // as on a socket
        {"sessionSampled", session({.timedEvery = 32})}, // as a replay at full speed
        {"sessionView", session({.viewDepth = Flow::topDepth})},
        {"simdjsonMap", [](const Flow &) { return simdjsonMap(); }},
        {"qtJsonMap", [](const Flow &) { return qtJsonMap(); }},
        {"copyText", [](const Flow &) { return copyText(); }},
        {"readBytes", [](const Flow &) { return readBytes(); }},
    };
}

} // namespace

int main(int argc, char *argv[])
{
    std::vector<NamedFlow> flows{
        {"recorded", [] { return recordedFlow(); }}, generated(4), generated(15), generated(40)};
    for (NamedFlow &flow : flows) {
        for (const NamedContestant &one : contestants()) {
            const auto run = [&flow, make = one.make](benchmark::State &state) {
                playNamed(state, flow, make);
            };
            benchmark::RegisterBenchmark((flow.name + '/' + one.name).c_str(), run)
                ->UseManualTime()
                ->Unit(benchmark::kMillisecond);
        }
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
