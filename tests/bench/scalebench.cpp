// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a message of some 15 levels costs as the number of symbols on one connection grows, and as their books
// grow; and what a book weighs. One iteration is one pass over every symbol's flow, the symbols in turn.

#include "bench/cputime.h"
#include "bench/livesession.h"
#include "bench/workload.h"

#include <benchmark/benchmark.h>
#include <cstdio>
#include <malloc.h>
#include <unistd.h>

using namespace touchline;
using namespace touchline::bench;

namespace {

/// What is in memory once the allocator has given back what it does not use.
std::int64_t residentBytes()
{
    malloc_trim(0);
    long pages = 0;
    long resident = 0;
    std::FILE *const file = std::fopen("/proc/self/statm", "r");
    if (!file)
        return 0;
    const int read = std::fscanf(file, "%ld %ld", &pages, &resident);
    std::fclose(file);
    return read == 2 ? std::int64_t{resident} * sysconf(_SC_PAGESIZE) : 0;
}

/// "SYM000" and so on: names of one length, so that the texts differ in nothing else.
std::string symbolName(std::size_t index)
{
    const std::string number = std::to_string(index);
    return "SYM" + std::string(3 - number.size(), '0') + number;
}

std::vector<Flow> flowsOf(std::size_t symbols, std::size_t levelsASide)
{
    constexpr std::size_t messagesInAll = 20'000;
    std::vector<Flow> flows;
    flows.reserve(symbols);
    for (std::size_t i = 0; i < symbols; ++i) {
        FlowShape shape;
        shape.symbol = symbolName(i);
        shape.levelsASide = levelsASide;
        shape.levelsPerDiff = 15;
        shape.diffs = messagesInAll / symbols;
        shape.seed = i + 1;
        flows.push_back(generatedFlow(shape));
    }
    return flows;
}

void playInTurn(std::vector<Flow> &flows, LiveSession &live)
{
    // Not the frame that turns a book back: at a large book it would be most of what is measured.
    for (std::size_t message = 0; message + 1 < flows.front().size(); ++message) {
        for (const Flow &flow : flows)
            live.frame(flow.frame(message));
    }
}

void playBack(std::vector<Flow> &flows, LiveSession &live)
{
    for (Flow &flow : flows) {
        live.frame(flow.frame(flow.size() - 1));
        flow.advance();
    }
}

void message(benchmark::State &state)
{
    const auto symbols = static_cast<std::size_t>(state.range(0));
    std::vector<Flow> flows = flowsOf(symbols, static_cast<std::size_t>(state.range(1)));
    std::vector<Instrument> instruments;
    for (const Flow &flow : flows)
        instruments.push_back(flowInstrument(flow.symbol()));
    const std::int64_t residentBefore = residentBytes();
    LiveSession live(instruments, 0);
    for (std::size_t i = 0; i < symbols; ++i)
        live.load(i, flows[i].snapshot());
    const std::int64_t residentAfter = residentBytes();
    playInTurn(flows, live);
    playBack(flows, live);
    std::size_t messages = 0;
    for (auto _ : state) {
        const std::int64_t begun = threadCpuNanos();
        playInTurn(flows, live);
        state.SetIterationTime(static_cast<double>(threadCpuNanos() - begun) * 1e-9);
        messages += symbols * (flows.front().size() - 1);
        playBack(flows, live);
    }
    if (!live.isWhole())
        state.SkipWithError("a book is not whole");
    using benchmark::Counter;
    state.counters["message"] = Counter(static_cast<double>(messages), Counter::kIsRate | Counter::kInvert);
    state.counters["bookBytes"] =
        static_cast<double>(residentAfter - residentBefore) / static_cast<double>(symbols);
}

void symbolsAndLevels(benchmark::internal::Benchmark *one)
{
    for (const std::int64_t levels : {100, 1000, 5000, 10'000, 100'000})
        one->Args({1, levels});
    for (const std::int64_t symbols : {10, 100, 500})
        one->Args({symbols, 1000});
}

} // namespace

BENCHMARK(message)
    ->ArgNames({"symbols", "levels"})
    ->Apply(symbolsAndLevels)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
