// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/flow.h"

namespace touchline::bench {

/// What a generated market is like. The same shape gives the same bytes on every machine.
struct FlowShape {
    std::string symbol = "BTCUSDT";
    std::size_t levelsASide = 5000; ///< of the snapshot; the book stays near this size
    std::size_t diffs = 200'000;    ///< without the one that turns the book back
    std::size_t levelsPerDiff = 40; ///< 4: a quiet symbol, 15: the usual, 40: a busy one
    std::uint64_t seed = 7;
};

/// Most changes near the touch, one in ten anywhere in the book, one in fifty beyond it; a third deletes (a
/// few of prices the book never held); the price walks and takes the levels it crosses with it. Sides sorted
/// best first, as Binance's are.
[[nodiscard]] Flow generatedFlow(const FlowShape &shape);

} // namespace touchline::bench
