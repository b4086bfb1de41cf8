// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/orderbook.h"

#include <cstdint>
#include <span>
#include <vector>

namespace touchline {

/// Best ask minus best bid; zero for a locked book.
[[nodiscard]] Price spread(const Touch &touch);

/// Spread over mid, in basis points.
[[nodiscard]] double spreadBps(const Touch &touch);

/// (bid + ask) / 2, exact: in units of 10^-(decimals + 1), one decimal finer than a price. Stops at the
/// largest int64 instead of overflowing.
[[nodiscard]] std::int64_t midInTenths(const Touch &touch);

/// Mid weighted by the opposite quantities, rounded to a price unit: leans to the side that is thinner, never
/// leaves the touch. Without any quantity it is the mid.
[[nodiscard]] Price microprice(const Touch &touch);

/// (bids - asks) / (bids + asks): +1 all bids, -1 all asks, 0 balanced or empty.
[[nodiscard]] double imbalance(Qty bids, Qty asks);

/// Sum of quantities; stops at the largest int64 instead of overflowing.
[[nodiscard]] Qty totalQty(std::span<const Level> levels);

/// Running sums of quantity from the best level on, one for each level.
[[nodiscard]] std::vector<Qty> cumulativeQty(std::span<const Level> bestFirst);

/// The multiple of `step` that a price (not negative) falls into: down for bids, up for asks, so that a
/// grouped level never shows a better price than the orders in it have.
[[nodiscard]] Price groupPrice(Price price, Price step, Side side);

/// Merges levels into buckets of `step`, best first, at most `maxRows` buckets. Where `bestFirst` is only the
/// top of a book, the worst bucket may lack levels.
[[nodiscard]] std::vector<Level> groupLevels(
    std::span<const Level> bestFirst, Side side, Price step, std::size_t maxRows);

/// Group sizes by value, tick x 1, 2, 5, 10, 20, 50, ..., from one tick up to 5 % of `reference`.
/// One tick is always among them; an unknown tick (zero) has no steps.
[[nodiscard]] std::vector<Price> groupingSteps(Price tick, Price reference);

} // namespace touchline
