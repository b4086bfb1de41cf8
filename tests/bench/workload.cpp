// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/workload.h"

#include <algorithm>
#include <cmath>

namespace touchline::bench {

namespace {

constexpr std::int64_t tick = 1'000'000;          // 0.01 with eight decimals
constexpr std::int64_t lot = 1'000;               // 0.00001
constexpr std::int64_t startPrice = 6'180'000;    // ticks: 61,800.00
constexpr std::uint64_t startId = 50'000'000'000; // eleven digits, as Binance's today
constexpr std::int64_t startTime = 1'770'000'000'000;
constexpr std::int64_t gapTicks = 3;   // the mean distance between two levels of the snapshot
constexpr std::int64_t nearTicks = 30; // the mean distance of a usual change from the touch

/// splitmix64: the standard library's distributions differ between implementations.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next()
    {
        m_state += 0x9e3779b97f4a7c15;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    std::int64_t below(std::int64_t limit)
    {
        return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(limit));
    }
    bool oneIn(std::int64_t count) { return below(count) == 0; }
    /// From 0 on, the near ones more often: each doubling of the reach is half as likely.
    std::int64_t distance(std::int64_t mean)
    {
        std::int64_t reach = mean;
        while (reach < mean * 64 && oneIn(3))
            reach *= 2;
        return below(reach);
    }

private:
    std::uint64_t m_state;
};

class Market {
public:
    explicit Market(const FlowShape &shape) : m_shape(shape), m_random(shape.seed) { fill(); }

    [[nodiscard]] const PlainBook &book() const { return m_book; }

    BookDelta step(UpdateIds ids, Instant time)
    {
        m_bids.clear();
        m_asks.clear();
        if (m_random.oneIn(4))
            walk();
        for (std::size_t tries = 0; changed() < m_shape.levelsPerDiff && tries < m_shape.levelsPerDiff * 4;
             ++tries)
            changeOne(m_random.oneIn(2) ? Side::Bid : Side::Ask);
        BookDelta delta{ids, time, {}, {}};
        for (auto at = m_bids.rbegin(); at != m_bids.rend(); ++at)
            delta.bids.push_back(Level{Price(at->first), Qty(at->second)});
        for (const auto &[price, qty] : m_asks)
            delta.asks.push_back(Level{Price(price), Qty(qty)});
        return delta;
    }

private:
    void fill()
    {
        std::int64_t bid = m_lowestAsk - 1;
        std::int64_t ask = m_lowestAsk;
        for (std::size_t i = 0; i < m_shape.levelsASide; ++i) {
            m_book.set(Side::Bid, Level{Price(bid * tick), someQty()});
            m_book.set(Side::Ask, Level{Price(ask * tick), someQty()});
            bid -= 1 + m_random.below(2 * gapTicks - 1);
            ask += 1 + m_random.below(2 * gapTicks - 1);
        }
    }

    Qty someQty() { return Qty(lot * (1 + m_random.distance(40'000))); }
    [[nodiscard]] std::size_t changed() const { return m_bids.size() + m_asks.size(); }
    PlainSide &changes(Side side) { return side == Side::Bid ? m_bids : m_asks; }
    [[nodiscard]] const PlainSide &levels(Side side) const
    {
        return side == Side::Bid ? m_book.bids : m_book.asks;
    }

    void change(Side side, std::int64_t price, Qty qty)
    {
        changes(side)[price] = qty.raw();
        m_book.set(side, Level{Price(price), qty});
    }

    /// One or two ticks up or down; what stands in the way is taken.
    void walk()
    {
        const std::int64_t ticks = 1 + m_random.below(2);
        m_lowestAsk += m_random.oneIn(2) ? ticks : -ticks;
        while (!m_book.bids.empty() && m_book.bids.rbegin()->first >= m_lowestAsk * tick)
            change(Side::Bid, m_book.bids.rbegin()->first, Qty());
        while (!m_book.asks.empty() && m_book.asks.begin()->first < m_lowestAsk * tick)
            change(Side::Ask, m_book.asks.begin()->first, Qty());
    }

    std::int64_t ticksAway()
    {
        const auto reach = static_cast<std::int64_t>(m_shape.levelsASide) * gapTicks;
        if (m_random.oneIn(50))
            return reach + m_random.below(reach);
        if (m_random.oneIn(10) || static_cast<std::int64_t>(m_shape.levelsPerDiff) > nearTicks * 4)
            return m_random.below(reach);
        return m_random.distance(nearTicks);
    }

    std::int64_t priceAt(Side side, std::int64_t ticks) const
    {
        return (side == Side::Bid ? m_lowestAsk - 1 - ticks : m_lowestAsk + ticks) * tick;
    }

    /// The price of the level that stands at this price or next to it, seen from the touch.
    [[nodiscard]] std::int64_t standing(Side side, std::int64_t price) const
    {
        const PlainSide &side_ = levels(side);
        auto at = side_.lower_bound(price);
        if (side == Side::Bid && at != side_.begin() && (at == side_.end() || at->first > price))
            --at;
        return at == side_.end() ? price : at->first;
    }

    void changeOne(Side side)
    {
        std::int64_t price = priceAt(side, ticksAway());
        const bool isFull = levels(side).size() > m_shape.levelsASide;
        const std::int64_t kind = m_random.below(6);
        const bool isDelete = kind < 2;
        // Of the four that set, two renew a level and two make one, less when there are too many.
        const bool isRenewal = kind == 2 || kind == 3 || (isFull && kind == 4);
        if ((isDelete && !m_random.oneIn(12)) || isRenewal)
            price = standing(side, price);
        if (!changes(side).contains(price))
            change(side, price, isDelete ? Qty() : someQty());
    }

    const FlowShape &m_shape;
    Random m_random;
    PlainBook m_book;
    PlainSide m_bids; ///< changes of the present step
    PlainSide m_asks;
    std::int64_t m_lowestAsk = startPrice; ///< ticks; no ask below it, no bid at or above it
};

} // namespace

Flow generatedFlow(const FlowShape &shape)
{
    Market market(shape);
    const PlainBook start = market.book();
    Flow flow(shape.symbol, snapshotText(start, startId), startId);
    std::uint64_t id = startId;
    for (std::size_t i = 0; i < shape.diffs; ++i) {
        const auto time = Instant::fromMillis(startTime + static_cast<std::int64_t>(i) * 100);
        const std::uint64_t last = id + shape.levelsPerDiff;
        flow.append(market.step(UpdateIds{id + 1, last}, time));
        id = last;
    }
    flow.close(market.book(), start);
    return flow;
}

} // namespace touchline::bench
