// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/bookside.h"
#include "book/bookview.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace touchline {

/// Which levels of a book somebody looks at. A side reaches from the touch as far as the farthest of these
/// asks for, and no farther than deepestView.
struct ViewScope {
    /// A number alone is so many levels a side.
    ViewScope(std::size_t count = 0) : rows(count) {}

    std::size_t rows = 0;         ///< so many levels or, with a step, whole groups
    Price step;                   ///< price grouping; zero: none
    std::optional<Price> lowest;  ///< all bids down to this price, and the rest of its group
    std::optional<Price> highest; ///< all asks up to this price, and the rest of its group

    /// So many levels a side, and nothing else.
    [[nodiscard]] bool isCount() const { return step.isZero() && !lowest && !highest; }

    bool operator==(const ViewScope &) const = default;
};

/// The same as copyInScope, for a scope that need not be a count.
void copyGroups(const BookSide &side, const ViewScope &scope, std::vector<Level> &out);

/// The levels of a side that are in the scope, best first, instead of what `out` held. Groups and prices are
/// followed by the first level behind them, which proves that they are whole.
inline void copyInScope(const BookSide &side, const ViewScope &scope, std::vector<Level> &out)
{
    if (scope.isCount())
        side.copyBest(std::min(scope.rows, deepestView), out);
    else
        copyGroups(side, scope, out);
}

} // namespace touchline
