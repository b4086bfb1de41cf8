// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/bookmessage.h"

#include <algorithm>
#include <functional>
#include <span>

namespace touchline {

namespace {

bool hasPriceTwiceInAnyOrder(std::span<const Level> levels)
{
    std::vector<Price> prices;
    prices.reserve(levels.size());
    for (const Level &level : levels)
        prices.push_back(level.price);
    std::sort(prices.begin(), prices.end());
    return std::adjacent_find(prices.begin(), prices.end()) != prices.end();
}

/// Venues print a side best first, and then neighbours tell.
template <class IsBetter> bool hasPriceTwice(std::span<const Level> levels, IsBetter isBetter)
{
    const auto isWrong = [&isBetter](const Level &a, const Level &b) { return !isBetter(a.price, b.price); };
    const bool isBestFirst = std::adjacent_find(levels.begin(), levels.end(), isWrong) == levels.end();
    return !isBestFirst && hasPriceTwiceInAnyOrder(levels);
}

} // namespace

bool hasPriceTwice(const BookDelta &delta)
{
    return hasPriceTwice(delta.bids, std::greater<>()) || hasPriceTwice(delta.asks, std::less<>());
}

} // namespace touchline
