// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/bookview.h"
#include "feed/feedevent.h"
#include "feed/viewscope.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace touchline {

/// What stands in a row of the ladder.
enum class RowKind {
    Blank,  ///< no price: the book ends before the ladder does
    Ask,    ///< a price at or above the best ask
    Inside, ///< a price between best bid and best ask (pinned ladders only)
    Spread, ///< the gap between the two sides (following ladders only); `price` is the exact spread
    Bid,    ///< a price at or below the best bid
};

/// One side's half of a row. Fractions and strengths go from 0 to 255.
struct LadderCell {
    Qty qty;   ///< zero: nobody there
    Qty total; ///< from the best level to here
    std::uint8_t bar = 0;
    std::uint8_t totalBar = 0;
    std::uint8_t flash = 0;

    bool operator==(const LadderCell &) const = default;
};

/// Where the known range of a side ends.
struct KnownEdge {
    Side side;
    Price price; ///< the last one at which everything is known

    bool operator==(const KnownEdge &) const = default;
};

struct LadderRow {
    RowKind kind = RowKind::Blank;
    Price price;
    LadderCell bid;
    LadderCell ask;
    bool isBest = false;
    bool isCarried = true;           ///< false: beyond the depth that the view carries
    std::optional<KnownEdge> beyond; ///< behind this edge: perhaps not all of it is known
    bool isEdge = false;             ///< of the rows behind an edge, the nearest to the touch
    std::optional<Aggressor> lastTrade;

    bool operator==(const LadderRow &) const = default;
};

/// Which part of the book the ladder shows.
struct LadderWindow {
    int rowsPerSide = 12;          ///< above and below the row in the middle
    Price step;                    ///< price grouping; zero: the venue's own levels
    Price tick;                    ///< the finest grouping
    std::optional<Price> pinnedAt; ///< price of the row in the middle; none: follow the touch

    [[nodiscard]] int rowCount() const { return 2 * rowsPerSide + 1; }
    bool operator==(const LadderWindow &) const = default;
};

/// A book's levels as the ladder groups them, best first, with running totals.
struct LadderSide {
    std::vector<Level> levels;
    std::vector<Qty> totals;
    bool isCut = false;           ///< deeper levels exist that the view does not carry
    std::optional<Price> knownTo; ///< behind it there may be levels that nobody has told of

    /// Index of the level at exactly this price, or none.
    [[nodiscard]] std::optional<std::size_t> find(Side side, Price price) const;
};

struct LadderBook {
    LadderSide bids;
    LadderSide asks;

    std::optional<Touch> touch; ///< the real one, whatever the grouping

    [[nodiscard]] const LadderSide &side(Side side) const { return side == Side::Bid ? bids : asks; }
};

/// A bucket that the end of the view cuts in two is left out: its quantity would be wrong.
[[nodiscard]] LadderBook ladderBook(const BookView &view, const LadderWindow &window);

/// rowCount() rows, highest price first. Following: the spread in the middle and the occupied levels around
/// it. Pinned: every multiple of the step around `pinnedAt`, occupied or not, so that prices stay in place.
[[nodiscard]] std::vector<LadderRow> ladderRows(const LadderBook &book, const LadderWindow &window);

/// Where a ladder must be pinned for prices to move as little as possible; none for a one-sided book.
[[nodiscard]] std::optional<Price> pinPrice(const LadderBook &book, const LadderWindow &window);

/// The levels that a window takes, and some rows more for when it moves.
[[nodiscard]] ViewScope ladderScope(const LadderWindow &window);

/// How many levels a side say what an unknown tick is.
inline constexpr std::size_t levelsForATick = 100;

/// The venue's tick, or the finest step that the shown prices use where the venue did not say.
[[nodiscard]] Price effectiveTick(Price venueTick, int decimals, const BookView &view);

} // namespace touchline
