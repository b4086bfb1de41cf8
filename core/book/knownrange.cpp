// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/knownrange.h"

#include "book/orderbook.h"

#include <algorithm>
#include <vector>

namespace touchline {

namespace {

std::optional<Price> edgeOf(Side side, std::span<const Level> levels, std::size_t asked)
{
    if (levels.empty() || (asked > 0 && levels.size() < asked))
        return std::nullopt;
    const auto isNearer = [side](const Level &a, const Level &b) { return isBetter(side, a.price, b.price); };
    return std::max_element(levels.begin(), levels.end(), isNearer)->price;
}

std::optional<Price> edgeOf(const BookSide &side, std::size_t depth)
{
    if (side.size() < depth)
        return std::nullopt;
    return side.worstPrice();
}

/// None is the farthest.
std::optional<Price> fartherOf(Side side, std::optional<Price> a, std::optional<Price> b)
{
    if (!a || !b)
        return std::nullopt;
    return isBetter(side, *a, *b) ? b : a;
}

std::vector<Level> unknownLevels(const BookSide &from, const KnownRange &known, const KnownRange &fromKnown)
{
    std::vector<Level> unknown;
    from.visitBestFirst([&](const Level &level) {
        if (!fromKnown.contains(from.side(), level.price))
            return false;
        if (!known.contains(from.side(), level.price))
            unknown.push_back(level);
        return true;
    });
    return unknown;
}

} // namespace

KnownRange knownRangeOf(const BookSnapshot &snapshot, std::size_t asked)
{
    return {edgeOf(Side::Bid, snapshot.bids, asked), edgeOf(Side::Ask, snapshot.asks, asked)};
}

KnownRange edgesOf(const OrderBook &book, std::size_t depth)
{
    return {edgeOf(book.bids(), depth), edgeOf(book.asks(), depth)};
}

void extend(OrderBook &book, KnownRange &known, const OrderBook &other, const KnownRange &otherKnown)
{
    BookDelta more;
    more.bids = unknownLevels(other.bids(), known, otherKnown);
    more.asks = unknownLevels(other.asks(), known, otherKnown);
    // Levels behind the touch cross nothing.
    static_cast<void>(book.apply(more));
    known.lowest = fartherOf(Side::Bid, known.lowest, otherKnown.lowest);
    known.highest = fartherOf(Side::Ask, known.highest, otherKnown.highest);
}

} // namespace touchline
