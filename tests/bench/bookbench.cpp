// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/booksync.h"
#include "book/digest.h"

#include <array>
#include <benchmark/benchmark.h>
#include <functional>
#include <map>
#include <random>

using namespace touchline;

namespace {

constexpr std::int64_t tick = 1'000'000;        // 0.01 with eight decimals
constexpr std::int64_t mid = 6'180'000'000'000; // 61,800
constexpr std::int64_t unit = 100'000;          // 0.001 with eight decimals
constexpr std::size_t snapshotLevels = 5000;    // a side, what Binance serves at most
constexpr std::size_t levelsPerDelta = 40;      // the usual size of a 100 ms update of a busy symbol

/// What a good programmer writes first, to compare with: one tree a side, best first.
class MapBook {
public:
    void load(const BookSnapshot &snapshot)
    {
        m_bids.clear();
        m_asks.clear();
        for (const Level &level : snapshot.bids)
            m_bids.emplace_hint(m_bids.end(), level.price, level.qty);
        for (const Level &level : snapshot.asks)
            m_asks.emplace_hint(m_asks.end(), level.price, level.qty);
    }

    void apply(const BookDelta &delta)
    {
        for (const Level &level : delta.bids)
            set(m_bids, level);
        for (const Level &level : delta.asks)
            set(m_asks, level);
    }

    void copyBestBids(std::size_t count, std::vector<Level> &out) const
    {
        out.clear();
        for (auto at = m_bids.begin(); at != m_bids.end() && out.size() < count; ++at)
            out.push_back(Level{at->first, at->second});
    }

private:
    template <class Side> static void set(Side &side, const Level &level)
    {
        if (level.qty.isZero())
            side.erase(level.price);
        else
            side.insert_or_assign(level.price, level.qty);
    }

    std::map<Price, Qty, std::greater<>> m_bids;
    std::map<Price, Qty> m_asks;
};

Qty randomQty(std::mt19937_64 &random)
{
    return Qty(unit * static_cast<std::int64_t>(1 + random() % 9000));
}

/// `count` levels going away from the touch, one to five ticks apart.
std::vector<Level> ladder(Side side, std::size_t count)
{
    std::mt19937_64 random(7);
    std::vector<Level> levels;
    std::int64_t away = 0;
    for (std::size_t i = 0; i < count; ++i) {
        away += tick * static_cast<std::int64_t>(1 + random() % 5);
        levels.push_back(Level{Price(side == Side::Bid ? mid - away : mid + away), randomQty(random)});
    }
    return levels;
}

BookSnapshot snapshot(std::size_t count)
{
    return BookSnapshot{1000, ladder(Side::Bid, count), ladder(Side::Ask, count)};
}

/// Level changes about as far from the touch as in a recorded stream of BTCUSDT: as many up to 64 ticks as
/// from 64 to 128, from 128 to 256 and so on up to 16,384; one in twenty up to a million. Two in five remove.
BookDelta delta(std::mt19937_64 &random)
{
    BookDelta delta;
    for (std::size_t i = 0; i < levelsPerDelta; ++i) {
        const std::uint64_t octave = random() % 20 == 0 ? 14 : random() % 9;
        const auto away = static_cast<std::int64_t>(1 + random() % (std::uint64_t{64} << octave));
        const Qty qty = random() % 5 < 2 ? Qty() : randomQty(random);
        if (i % 2 == 0)
            delta.bids.push_back(Level{Price(mid - away * tick), qty});
        else
            delta.asks.push_back(Level{Price(mid + away * tick), qty});
    }
    return delta;
}

std::vector<BookDelta> deltas()
{
    std::mt19937_64 random(11);
    std::vector<BookDelta> made(1024);
    for (BookDelta &one : made)
        one = delta(random);
    return made;
}

OrderBook loadedBook(benchmark::State &state)
{
    OrderBook book;
    if (!book.load(snapshot(snapshotLevels)))
        state.SkipWithError("the snapshot was refused");
    return book;
}

/// Adds and removes a level `ticks` from the touch of a side with 5000 levels: 100,000 is beyond the window.
void setLevel(benchmark::State &state)
{
    BookSide side(Side::Bid);
    if (!side.load(ladder(Side::Bid, snapshotLevels)))
        state.SkipWithError("the side could not be loaded");
    const Price price(mid - tick * state.range(0));
    for (auto _ : state) {
        side.set(Level{price, Qty(unit)});
        side.set(Level{price, Qty()});
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * 2);
}
BENCHMARK(setLevel)->ArgName("ticksAway")->Arg(100)->Arg(14000)->Arg(100'000);

/// The same in a tree.
void setLevelInMap(benchmark::State &state)
{
    MapBook book;
    book.load(snapshot(snapshotLevels));
    const BookDelta add{{}, {}, {Level{Price(mid - tick * state.range(0)), Qty(unit)}}, {}};
    const BookDelta remove{{}, {}, {Level{add.bids.front().price, Qty()}}, {}};
    for (auto _ : state) {
        book.apply(add);
        book.apply(remove);
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * 2);
}
BENCHMARK(setLevelInMap)->ArgName("ticksAway")->Arg(100)->Arg(14000)->Arg(100'000);

void loadSnapshot(benchmark::State &state)
{
    const BookSnapshot whole = snapshot(static_cast<std::size_t>(state.range(0)));
    OrderBook book;
    for (auto _ : state)
        benchmark::DoNotOptimize(book.load(whole));
    state.SetItemsProcessed(state.iterations() * state.range(0) * 2);
}
BENCHMARK(loadSnapshot)->ArgName("levels")->Arg(1000)->Arg(5000);

void loadSnapshotInMap(benchmark::State &state)
{
    const BookSnapshot whole = snapshot(static_cast<std::size_t>(state.range(0)));
    MapBook book;
    for (auto _ : state)
        book.load(whole);
    state.SetItemsProcessed(state.iterations() * state.range(0) * 2);
}
BENCHMARK(loadSnapshotInMap)->ArgName("levels")->Arg(1000)->Arg(5000);

void applyDelta(benchmark::State &state)
{
    auto updates = deltas();
    OrderBook book;
    BookSync sync;
    if (!sync.onSnapshot(snapshot(snapshotLevels), book))
        state.SkipWithError("the snapshot was refused");
    std::uint64_t id = sync.lastUpdateId();
    std::size_t next = 0;
    for (auto _ : state) {
        BookDelta &one = updates[next++ % updates.size()];
        one.ids = {id + 1, id + 1};
        if (!sync.onDelta(one, book))
            state.SkipWithError("a delta was refused");
        ++id;
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(levelsPerDelta));
}
BENCHMARK(applyDelta);

void applyDeltaToMap(benchmark::State &state)
{
    const auto updates = deltas();
    MapBook book;
    book.load(snapshot(snapshotLevels));
    std::size_t next = 0;
    for (auto _ : state)
        book.apply(updates[next++ % updates.size()]);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(levelsPerDelta));
}
BENCHMARK(applyDeltaToMap);

void copyBest(benchmark::State &state)
{
    const OrderBook book = loadedBook(state);
    const auto count = static_cast<std::size_t>(state.range(0));
    std::vector<Level> bids;
    for (auto _ : state) {
        book.bids().copyBest(count, bids);
        benchmark::DoNotOptimize(bids.data());
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(copyBest)->ArgName("levels")->Arg(20)->Arg(1000)->Arg(5000);

void copyBestOfMap(benchmark::State &state)
{
    MapBook book;
    book.load(snapshot(snapshotLevels));
    const auto count = static_cast<std::size_t>(state.range(0));
    std::vector<Level> bids;
    for (auto _ : state) {
        book.copyBestBids(count, bids);
        benchmark::DoNotOptimize(bids.data());
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(copyBestOfMap)->ArgName("levels")->Arg(20)->Arg(1000)->Arg(5000);

void sumUpToAPrice(benchmark::State &state)
{
    const OrderBook book = loadedBook(state);
    std::vector<Level> bids;
    book.bids().copyBest(static_cast<std::size_t>(state.range(0)), bids);
    for (auto _ : state)
        benchmark::DoNotOptimize(book.bids().qtyUpTo(bids.back().price));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(sumUpToAPrice)->ArgName("levels")->Arg(20)->Arg(1000)->Arg(5000);

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
    const OrderBook book = loadedBook(state);
    for (auto _ : state)
        benchmark::DoNotOptimize(digestText(book, Decimals{}));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(snapshotLevels * 2));
}
BENCHMARK(writeDigestText);

} // namespace
