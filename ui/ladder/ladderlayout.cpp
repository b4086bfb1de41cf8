// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/ladderlayout.h"

#include "book/depth.h"

#include <algorithm>
#include <limits>

namespace touchline {

namespace {

LadderSide ladderSide(const BookView &view, Side side, const LadderWindow &window)
{
    const auto &levels = side == Side::Bid ? view.bids : view.asks;
    const std::size_t wholeBook = side == Side::Bid ? view.bidLevels : view.askLevels;
    const bool onLattice = window.step > window.tick || window.pinnedAt;

    LadderSide result;
    result.isCut = levels.size() < wholeBook;
    result.knownTo = side == Side::Bid ? view.known.lowest : view.known.highest;
    if (onLattice && window.step.raw() > 0) {
        result.levels = groupLevels(levels, side, window.step, std::numeric_limits<std::size_t>::max());
        if (result.isCut && window.step > window.tick && result.levels.size() > 1)
            result.levels.pop_back();
    } else {
        result.levels = levels;
    }
    result.totals = cumulativeQty(result.levels);
    return result;
}

LadderCell cellAt(const LadderSide &side, std::size_t index)
{
    LadderCell cell;
    cell.qty = side.levels[index].qty;
    cell.total = side.totals[index];
    return cell;
}

/// A group of which the edge cuts a part off is behind it.
std::optional<KnownEdge> edgeBefore(const LadderSide &side, Side which, Price price)
{
    if (!side.knownTo || !isBetter(which, *side.knownTo, price))
        return std::nullopt;
    return KnownEdge{which, *side.knownTo};
}

LadderRow levelRow(const LadderBook &book, Side side, std::size_t index)
{
    const LadderSide &levels = book.side(side);
    LadderRow row;
    if (index >= levels.levels.size()) {
        row.isCarried = !levels.isCut;
        if (levels.knownTo)
            row.beyond = KnownEdge{side, *levels.knownTo};
        return row;
    }
    row.kind = side == Side::Bid ? RowKind::Bid : RowKind::Ask;
    row.price = levels.levels[index].price;
    (side == Side::Bid ? row.bid : row.ask) = cellAt(levels, index);
    row.isBest = index == 0;
    row.beyond = edgeBefore(levels, side, row.price);
    return row;
}

std::vector<LadderRow> followingRows(const LadderBook &book, int rowsPerSide)
{
    const auto count = static_cast<std::size_t>(rowsPerSide);
    std::vector<LadderRow> rows;
    rows.reserve(2 * count + 1);
    for (std::size_t i = count; i > 0; --i)
        rows.push_back(levelRow(book, Side::Ask, i - 1));
    LadderRow middle;
    if (book.touch) {
        middle.kind = RowKind::Spread;
        middle.price = spread(*book.touch);
    }
    rows.push_back(middle);
    for (std::size_t i = 0; i < count; ++i)
        rows.push_back(levelRow(book, Side::Bid, i));
    return rows;
}

bool isBeyond(const LadderSide &side, Side which, Price price)
{
    return side.isCut && (side.levels.empty() || isBetter(which, side.levels.back().price, price));
}

RowKind latticeKind(const LadderBook &book, Price price)
{
    if (!book.asks.levels.empty() && price >= book.asks.levels.front().price)
        return RowKind::Ask;
    if (!book.bids.levels.empty() && price <= book.bids.levels.front().price)
        return RowKind::Bid;
    return RowKind::Inside;
}

LadderRow latticeRow(const LadderBook &book, Price price)
{
    LadderRow row;
    if (price.raw() <= 0)
        return row;
    row.price = price;
    row.kind = latticeKind(book, price);
    if (const auto index = book.bids.find(Side::Bid, price)) {
        row.bid = cellAt(book.bids, *index);
        row.isBest = *index == 0;
    }
    if (const auto index = book.asks.find(Side::Ask, price)) {
        row.ask = cellAt(book.asks, *index);
        row.isBest = row.isBest || *index == 0;
    }
    row.isCarried = !isBeyond(book.bids, Side::Bid, price) && !isBeyond(book.asks, Side::Ask, price);
    row.beyond = edgeBefore(book.bids, Side::Bid, price);
    if (!row.beyond)
        row.beyond = edgeBefore(book.asks, Side::Ask, price);
    return row;
}

std::vector<LadderRow> latticeRows(const LadderBook &book, const LadderWindow &window)
{
    std::vector<LadderRow> rows;
    rows.reserve(static_cast<std::size_t>(window.rowCount()));
    for (int above = window.rowsPerSide; above >= -window.rowsPerSide; --above)
        rows.push_back(latticeRow(book, Price(window.pinnedAt->raw() + above * window.step.raw())));
    return rows;
}

/// Bids lie below the touch: the first row behind their edge is the highest; of the asks it is the lowest.
void markEdges(std::vector<LadderRow> &rows)
{
    const auto isBehind = [](Side side) {
        return [side](const LadderRow &row) { return row.beyond && row.beyond->side == side; };
    };
    if (const auto bid = std::find_if(rows.begin(), rows.end(), isBehind(Side::Bid)); bid != rows.end())
        bid->isEdge = true;
    if (const auto ask = std::find_if(rows.rbegin(), rows.rend(), isBehind(Side::Ask)); ask != rows.rend())
        ask->isEdge = true;
}

} // namespace

std::optional<std::size_t> LadderSide::find(Side side, Price price) const
{
    const auto at =
        std::lower_bound(levels.begin(), levels.end(), price, [side](const Level &level, Price wanted) {
            return isBetter(side, level.price, wanted);
        });
    if (at == levels.end() || at->price != price)
        return std::nullopt;
    return static_cast<std::size_t>(at - levels.begin());
}

LadderBook ladderBook(const BookView &view, const LadderWindow &window)
{
    return LadderBook{ladderSide(view, Side::Bid, window), ladderSide(view, Side::Ask, window), view.touch()};
}

std::vector<LadderRow> ladderRows(const LadderBook &book, const LadderWindow &window)
{
    const bool isLattice = window.pinnedAt && window.step.raw() > 0;
    std::vector<LadderRow> rows =
        isLattice ? latticeRows(book, window) : followingRows(book, window.rowsPerSide);
    markEdges(rows);
    return rows;
}

std::optional<Price> pinPrice(const LadderBook &book, const LadderWindow &window)
{
    if (!book.touch || window.step.raw() <= 0)
        return std::nullopt;
    const Price middle(book.touch->bid.price.raw() + spread(*book.touch).raw() / 2);
    return groupPrice(middle, window.step, Side::Ask);
}

ViewScope ladderScope(const LadderWindow &window)
{
    constexpr int spareRows = 8;
    ViewScope scope(static_cast<std::size_t>(window.rowsPerSide + spareRows));
    if (window.step > window.tick)
        scope.step = window.step;
    if (!window.pinnedAt || window.step.isZero())
        return scope;
    const std::int64_t reach = (window.rowsPerSide + spareRows) * window.step.raw();
    scope.lowest = Price(std::max<std::int64_t>(0, window.pinnedAt->raw() - reach));
    scope.highest = Price(saturatingAdd(window.pinnedAt->raw(), reach));
    return scope;
}

Price effectiveTick(Price venueTick, int decimals, const BookView &view)
{
    if (venueTick.raw() > 0)
        return venueTick;
    int used = 0;
    for (const auto *levels : {&view.bids, &view.asks}) {
        for (std::size_t i = 0; i < std::min(levelsForATick, levels->size()); ++i)
            used = std::max(used, usedDecimals((*levels)[i].price.raw(), decimals));
    }
    return Price(powerOfTen(decimals - used));
}

} // namespace touchline
