// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/bookmessage.h"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace touchline::test {

/// Raw units, for tests in which decimals do not matter.
[[nodiscard]] constexpr Level level(std::int64_t price, std::int64_t qty)
{
    return Level{Price(price), Qty(qty)};
}

/// "61824.01", "0.5" with eight decimals, for tests that read better in a venue's own numbers.
[[nodiscard]] inline Level level(std::string_view price, std::string_view qty)
{
    return Level{parsePrice(price, 8).value(), parseQty(qty, 8).value()};
}

[[nodiscard]] inline BookSnapshot snapshot(
    std::uint64_t lastUpdateId, std::vector<Level> bids = {}, std::vector<Level> asks = {})
{
    return BookSnapshot{lastUpdateId, std::move(bids), std::move(asks)};
}

/// A delta of the updates `first` to `last`.
[[nodiscard]] inline BookDelta delta(
    std::uint64_t first, std::uint64_t last, std::vector<Level> bids = {}, std::vector<Level> asks = {})
{
    BookDelta made;
    made.ids = {first, last};
    made.bids = std::move(bids);
    made.asks = std::move(asks);
    return made;
}

} // namespace touchline::test
