// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/depth.h"

#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace touchline {

namespace {

/// For value >= 0 and factor > 0.
std::int64_t saturatingTimes(std::int64_t value, std::int64_t factor)
{
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    return value > largest / factor ? largest : value * factor;
}

} // namespace

Price spread(const Touch &touch)
{
    return Price(touch.ask.price.raw() - touch.bid.price.raw());
}

double spreadBps(const Touch &touch)
{
    const double mid =
        (static_cast<double>(touch.bid.price.raw()) + static_cast<double>(touch.ask.price.raw())) / 2.0;
    return mid == 0.0 ? 0.0 : static_cast<double>(spread(touch).raw()) / mid * 10'000.0;
}

std::int64_t midInTenths(const Touch &touch)
{
    return saturatingAdd(saturatingTimes(touch.bid.price.raw(), 10), saturatingTimes(spread(touch).raw(), 5));
}

Price microprice(const Touch &touch)
{
    const auto bidQty = static_cast<double>(touch.bid.qty.raw());
    const auto askQty = static_cast<double>(touch.ask.qty.raw());
    const double share = bidQty + askQty == 0.0 ? 0.5 : bidQty / (bidQty + askQty);
    const std::int64_t widest = spread(touch).raw();
    const double above = static_cast<double>(widest) * share;
    // A double may round a very wide spread up, even out of the range of int64.
    if (above >= static_cast<double>(widest))
        return touch.ask.price;
    return Price(touch.bid.price.raw() + std::llround(above));
}

double imbalance(Qty bids, Qty asks)
{
    const double sum = static_cast<double>(bids.raw()) + static_cast<double>(asks.raw());
    if (sum == 0.0)
        return 0.0;
    return (static_cast<double>(bids.raw()) - static_cast<double>(asks.raw())) / sum;
}

Qty totalQty(std::span<const Level> levels)
{
    std::int64_t sum = 0;
    for (const Level &level : levels)
        sum = saturatingAdd(sum, level.qty.raw());
    return Qty(sum);
}

std::vector<Qty> cumulativeQty(std::span<const Level> bestFirst)
{
    std::vector<Qty> sums;
    sums.reserve(bestFirst.size());
    std::int64_t sum = 0;
    for (const Level &level : bestFirst) {
        sum = saturatingAdd(sum, level.qty.raw());
        sums.emplace_back(sum);
    }
    return sums;
}

Price groupPrice(Price price, Price step, Side side)
{
    assert(step.raw() > 0);
    const std::int64_t below = price.raw() - price.raw() % step.raw();
    const bool exact = below == price.raw();
    return Price(side == Side::Bid || exact ? below : saturatingAdd(below, step.raw()));
}

std::vector<Level> groupLevels(std::span<const Level> bestFirst, Side side, Price step, std::size_t maxRows)
{
    std::vector<Level> groups;
    for (const Level &level : bestFirst) {
        const Price price = groupPrice(level.price, step, side);
        if (!groups.empty() && groups.back().price == price) {
            groups.back().qty = Qty(saturatingAdd(groups.back().qty.raw(), level.qty.raw()));
            continue;
        }
        if (groups.size() == maxRows)
            break;
        groups.push_back(Level{price, level.qty});
    }
    return groups;
}

std::vector<Price> groupingSteps(Price tick, Price reference)
{
    constexpr std::array<std::int64_t, 3> multiples{1, 2, 5};
    constexpr std::int64_t largestScale = 1'000'000'000;
    if (tick.raw() <= 0)
        return {};
    std::vector<Price> steps{tick};
    for (std::int64_t scale = 1; scale <= largestScale; scale *= 10) {
        for (const std::int64_t multiple : multiples) {
            const std::int64_t factor = multiple * scale;
            if (factor == 1)
                continue;
            if (tick.raw() > reference.raw() / 20 / factor)
                return steps;
            steps.emplace_back(tick.raw() * factor);
        }
    }
    return steps;
}

} // namespace touchline
