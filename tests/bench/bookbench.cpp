// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/booksync.h"
#include "book/digest.h"

#include <array>
#include <benchmark/benchmark.h>
#include <random>

using namespace touchline;

namespace {

constexpr std::int64_t tick = 1'000'000;        // 0.01 with eight decimals
constexpr std::int64_t mid = 6'180'000'000'000; // 61,800
constexpr std::int64_t unit = 100'000;          // 0.001 with eight decimals
constexpr std::size_t snapshotLevels = 5000;    // a side, what Binance serves at most
constexpr std::size_t levelsPerDelta = 40;      // the usual size of a 100 ms update of a busy symbol

/// `count` levels going away from the touch, one to five ticks apart.
std::vector<Level> ladder(Side side, std::size_t count)
{
    std::mt19937_64 random(7);
    std::vector<Level> levels;
    std::int64_t away = 0;
    for (std::size_t i = 0; i < count; ++i) {
        away += tick * static_cast<std::int64_t>(1 + random() % 5);
        const std::int64_t price = side == Side::Bid ? mid - away : mid + away;
        levels.push_back(Level{Price(price), Qty(unit * static_cast<std::int64_t>(1 + random() % 9000))});
    }
    return levels;
}

BookSnapshot snapshot(std::size_t count)
{
    return BookSnapshot{1000, ladder(Side::Bid, count), ladder(Side::Ask, count)};
}

/// Level changes at geometrically distributed distances from the touch: most near, some far, one in eight
/// a removal, as in a recorded stream.
BookDelta delta(std::mt19937_64 &random)
{
    std::geometric_distribution<std::int64_t> ticksAway(0.01);
    BookDelta delta;
    for (std::size_t i = 0; i < levelsPerDelta; ++i) {
        const std::int64_t away = tick * (1 + ticksAway(random));
        const Qty qty(random() % 8 == 0 ? 0 : unit * static_cast<std::int64_t>(1 + random() % 9000));
        if (i % 2 == 0)
            delta.bids.push_back(Level{Price(mid - away), qty});
        else
            delta.asks.push_back(Level{Price(mid + away), qty});
    }
    return delta;
}

/// Adds and removes a level `ticks` from the touch of a side with 5000 levels.
void setLevel(benchmark::State &state)
{
    BookSide side(Side::Bid);
    if (!side.load(ladder(Side::Bid, snapshotLevels)))
        state.SkipWithError("the side could not be loaded");
    const Price price(mid - tick * state.range(0) - 1);
    for (auto _ : state) {
        side.set(Level{price, Qty(unit)});
        side.set(Level{price, Qty()});
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * 2);
}
BENCHMARK(setLevel)->ArgName("ticksAway")->Arg(1)->Arg(100)->Arg(14000);

void loadSnapshot(benchmark::State &state)
{
    const BookSnapshot whole = snapshot(static_cast<std::size_t>(state.range(0)));
    OrderBook book;
    for (auto _ : state)
        benchmark::DoNotOptimize(book.load(whole));
    state.SetItemsProcessed(state.iterations() * state.range(0) * 2);
}
BENCHMARK(loadSnapshot)->ArgName("levels")->Arg(1000)->Arg(5000);

void applyDelta(benchmark::State &state)
{
    std::mt19937_64 random(11);
    std::vector<BookDelta> deltas(1024);
    for (BookDelta &one : deltas)
        one = delta(random);
    OrderBook book;
    BookSync sync;
    if (!sync.onSnapshot(snapshot(snapshotLevels), book))
        state.SkipWithError("the snapshot was refused");
    std::uint64_t id = sync.lastUpdateId();
    std::size_t next = 0;
    for (auto _ : state) {
        BookDelta &one = deltas[next++ % deltas.size()];
        one.ids = {id + 1, id + 1};
        if (!sync.onDelta(one, book))
            state.SkipWithError("a delta was refused");
        ++id;
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(levelsPerDelta));
}
BENCHMARK(applyDelta);

void parseNumber(benchmark::State &state)
{
    constexpr std::array<std::string_view, 4> texts{
        "61837.63000000", "0.00000162", "0.00016000", "301727260.79999999"};
    std::size_t next = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(parseDecimal(texts[next++ % texts.size()], 8));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(parseNumber);

void writeNumber(benchmark::State &state)
{
    std::string out;
    for (auto _ : state) {
        out.clear();
        appendDecimal(out, 6'183'763'000'000, 8, 2);
        benchmark::DoNotOptimize(out.data());
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(writeNumber);

void writeDigestText(benchmark::State &state)
{
    OrderBook book;
    if (!book.load(snapshot(snapshotLevels)))
        state.SkipWithError("the snapshot was refused");
    for (auto _ : state)
        benchmark::DoNotOptimize(digestText(book, Decimals{}));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(snapshotLevels * 2));
}
BENCHMARK(writeDigestText);

} // namespace
