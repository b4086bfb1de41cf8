// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/simmarket.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

namespace touchline {

namespace {

/// 2 or 1 significant digits: people type round sizes.
std::int64_t rounded(std::int64_t steps, std::int64_t keepBelow)
{
    std::int64_t unit = 1;
    while (steps / unit >= keepBelow)
        unit *= 10;
    return steps / unit * unit;
}

} // namespace

SimMarket::SimMarket(const SymbolSpec &spec, std::uint64_t seed)
    : m_tick(spec.instrument.tickSize.raw()),
      m_step(spec.instrument.stepSize.raw()),
      m_typicalSteps(std::max<std::int64_t>(1, spec.typicalQty.raw() / m_step)),
      m_levels(std::max(spec.levels, 4)),
      m_random(seedFor(seed, marketName(spec.instrument))),
      m_fair(spec.startPrice.raw() / m_tick),
      m_listing(spec.instrument),
      m_lastTradeId(1'000'000 + m_random.below(1'000'000'000))
{
    m_listing.updateId = static_cast<std::uint64_t>(1'000'000'000 + m_random.below(20'000'000'000));
    open();
}

const MarketStep &SimMarket::step(Instant at)
{
    m_now.delta.bids.clear();
    m_now.delta.asks.clear();
    m_now.trades.clear();
    m_now.delta.exchangeTime = at;
    const std::uint64_t id = ++m_listing.updateId;
    m_now.delta.ids = UpdateIds{id, id};
    m_fair.move(m_random);
    act();
    [[maybe_unused]] const auto applied = m_listing.book.apply(m_now.delta);
    assert(applied);
    for (const TapeTrade &trade : m_now.trades)
        m_listing.tape.add(trade);
    return m_now;
}

void SimMarket::open()
{
    const std::int64_t middle = m_fair.ticks();
    BookSnapshot touch;
    touch.bids = {Level{priceAt(middle), orderQty(1)}};
    touch.asks = {Level{priceAt(middle + 1), orderQty(1)}};
    [[maybe_unused]] const auto loaded = m_listing.book.load(touch);
    assert(loaded);
    for (const Side side : {Side::Bid, Side::Ask}) {
        const auto wanted = static_cast<std::size_t>(m_levels);
        for (std::int64_t tries = 0; tries < 3 * m_levels && m_listing.book.side(side).size() < wanted;
             ++tries) {
            m_now.delta.bids.clear();
            m_now.delta.asks.clear();
            addOrder(side);
            [[maybe_unused]] const auto applied = m_listing.book.apply(m_now.delta);
            assert(applied);
        }
    }
}

void SimMarket::act()
{
    const std::int64_t spread = bestTicks(Side::Ask) - bestTicks(Side::Bid);
    if (spread > 1 && m_random.chance(spread > 3 ? 750 : 350))
        return improve();
    if (m_random.chance(700) && chaseFair())
        return;
    const Side side = m_random.chance(500) ? Side::Bid : Side::Ask;
    if (m_random.chance(45) && takeLiquidity(side, 1 + m_typicalSteps * m_random.logUniform(32) / 16))
        return;
    const auto size = static_cast<std::int64_t>(m_listing.book.side(side).size());
    if (isThin(side) || m_random.below(2 * m_levels) >= size)
        addOrder(side);
    else
        cancelOrder(side);
}

/// Orders that stand beyond the fair price are taken or withdrawn.
bool SimMarket::chaseFair()
{
    const std::int64_t fair = m_fair.ticks();
    const bool asksCheap = fair > bestTicks(Side::Ask);
    if (!asksCheap && fair >= bestTicks(Side::Bid))
        return false;
    const Side side = asksCheap ? Side::Ask : Side::Bid;
    if (isThin(side))
        return false;
    const Level best = *m_listing.book.side(side).best();
    if (m_random.chance(350))
        return takeLiquidity(side, best.qty.raw() / m_step);
    change(side, Level{best.price, Qty{}});
    return true;
}

void SimMarket::addOrder(Side side)
{
    const std::int64_t ticks = orderTicks(side);
    const std::int64_t distance = 1 + std::abs(bestTicks(side) - ticks);
    change(side, Level{priceAt(ticks), qtyAfterArrival(side, priceAt(ticks), distance)});
}

void SimMarket::cancelOrder(Side side)
{
    const BookSide &levels = m_listing.book.side(side);
    std::int64_t rank = m_random.logUniform(static_cast<std::int64_t>(levels.size())) - 1;
    Level chosen;
    levels.visitBestFirst([&](const Level &level) {
        chosen = level;
        return rank-- > 0;
    });
    const std::int64_t steps = chosen.qty.raw() / m_step;
    const bool whole = steps < 2 || m_random.chance(600);
    const std::int64_t left = whole ? 0 : 1 + m_random.below(steps - 1);
    change(side, Level{chosen.price, Qty(left * m_step)});
}

/// An order inside the spread, from the side that the fair price favours.
void SimMarket::improve()
{
    const std::int64_t bid = bestTicks(Side::Bid);
    const std::int64_t ask = bestTicks(Side::Ask);
    const bool bidSide = 2 * m_fair.ticks() >= bid + ask;
    const Side side = bidSide ? Side::Bid : Side::Ask;
    std::int64_t ticks = bidSide ? m_fair.ticks() : m_fair.ticks() + 1;
    if (m_random.chance(250))
        ticks = bidSide ? bid + 1 : ask - 1;
    else if (m_random.chance(400))
        ticks = bidSide ? ask - 1 : bid + 1;
    change(side, Level{priceAt(std::clamp(ticks, bid + 1, ask - 1)), orderQty(1)});
}

/// A market order for `wantedSteps` against the levels of `from`. False, and nothing done, on a thin side.
bool SimMarket::takeLiquidity(Side from, std::int64_t wantedSteps)
{
    constexpr std::size_t mostLevels = 6;
    if (isThin(from))
        return false;
    std::vector<Level> best;
    m_listing.book.side(from).copyBest(mostLevels, best);
    for (const Level &level : best) {
        const std::int64_t steps = std::min(wantedSteps, level.qty.raw() / m_step);
        fill(level, from == Side::Bid, steps);
        change(from, Level{level.price, Qty(level.qty.raw() - steps * m_step)});
        wantedSteps -= steps;
        if (wantedSteps <= 0)
            break;
    }
    return true;
}

/// The level's orders are met one after the other: one trade for one or two of them.
void SimMarket::fill(const Level &level, bool buyerIsMaker, std::int64_t steps)
{
    const bool two = steps > 1 && m_random.chance(300);
    const std::int64_t first = two ? 1 + m_random.below(steps - 1) : steps;
    for (const std::int64_t part : {first, steps - first}) {
        if (part > 0)
            m_now.trades.push_back(
                {++m_lastTradeId, level.price, Qty(part * m_step), buyerIsMaker, *m_now.delta.exchangeTime});
    }
}

void SimMarket::change(Side side, Level level)
{
    auto &levels = side == Side::Bid ? m_now.delta.bids : m_now.delta.asks;
    levels.push_back(level);
}

std::int64_t SimMarket::bestTicks(Side side) const
{
    return m_listing.book.side(side).best()->price.raw() / m_tick;
}

/// Where an order arrives: dense near the touch, thinning out to far levels, clustering at round prices.
std::int64_t SimMarket::orderTicks(Side side)
{
    const std::int64_t best = bestTicks(side);
    std::int64_t reach = std::max({best / 12, 2 * m_levels, std::int64_t{8}});
    if (m_random.chance(30))
        reach *= 6;
    if (side == Side::Bid)
        reach = std::min(reach, best - 1);
    if (reach < 1 || m_random.chance(120))
        return best;
    const std::int64_t distance = m_random.logUniform(reach);
    const std::int64_t ticks = side == Side::Bid ? best - distance : best + distance;
    return m_random.chance(300) ? nearbyRoundTicks(side, ticks, distance) : ticks;
}

/// The next price away from the touch that is round for its distance; the price itself if there is none.
std::int64_t SimMarket::nearbyRoundTicks(Side side, std::int64_t ticks, std::int64_t distance)
{
    std::int64_t unit = 1;
    while (unit * 10 <= distance)
        unit *= 10;
    if (m_random.chance(500))
        unit *= 5;
    const std::int64_t below = ticks / unit * unit;
    if (side == Side::Bid)
        return below > 0 ? below : ticks;
    return below == ticks ? ticks : below + unit;
}

/// Sizes spread over two orders of magnitude and grow with the distance from the touch.
Qty SimMarket::orderQty(std::int64_t distance)
{
    const auto octaves = static_cast<std::int64_t>(std::bit_width(static_cast<std::uint64_t>(distance)));
    std::int64_t steps = m_typicalSteps * m_random.logUniform(128) / 32 * (3 + octaves) / 4;
    steps = std::max<std::int64_t>(1, steps - m_random.below(steps / 8 + 1));
    if (m_random.chance(350))
        steps = rounded(steps, m_random.chance(500) ? 10 : 100);
    return Qty(steps * m_step);
}

/// The quantity of a level when one more order comes; a level that has grown out of proportion is drawn anew.
Qty SimMarket::qtyAfterArrival(Side side, Price price, std::int64_t distance)
{
    const std::int64_t held = m_listing.book.side(side).qtyAt(price).raw();
    const std::int64_t most = 40 * m_typicalSteps * m_step;
    const std::int64_t arriving = orderQty(distance).raw();
    const std::int64_t after = held + arriving > most ? arriving : held + arriving;
    return Qty(after == held ? after + m_step : after);
}

bool SimMarket::isThin(Side side) const
{
    constexpr std::size_t fewest = 8;
    const auto size = m_listing.book.side(side).size();
    return size < fewest || size < static_cast<std::size_t>(m_levels / 4);
}

} // namespace touchline
