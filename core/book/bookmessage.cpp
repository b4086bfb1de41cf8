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

/// Four at a time: this looks at each level of each update.
template <class IsBetter> bool isBestFirst(std::span<const Level> levels, IsBetter isBetter)
{
    const auto follows = [levels, isBetter](std::size_t i) {
        return isBetter(levels[i - 1].price, levels[i].price);
    };
    std::size_t i = 1;
    for (; i + 4 <= levels.size(); i += 4) {
        if (!(follows(i) && follows(i + 1) && follows(i + 2) && follows(i + 3)))
            return false;
    }
    while (i < levels.size() && follows(i))
        ++i;
    return i >= levels.size();
}

/// Venues print a side best first, and then neighbours tell.
template <class IsBetter> bool hasPriceTwice(std::span<const Level> levels, IsBetter isBetter)
{
    return !isBestFirst(levels, isBetter) && hasPriceTwiceInAnyOrder(levels);
}

} // namespace

bool hasPriceTwice(const BookDelta &delta)
{
    return hasPriceTwice(delta.bids, std::greater<>()) || hasPriceTwice(delta.asks, std::less<>());
}

} // namespace touchline
