// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/fixed.h"

namespace touchline {

enum class Side { Bid, Ask };

/// All resting quantity at one price. Quantity zero means "no such level".
struct Level {
    Price price;
    Qty qty;

    constexpr bool operator==(const Level &) const = default;
};

/// How many decimals a raw price and a raw quantity have.
struct Decimals {
    int price = 8;
    int qty = 8;

    constexpr bool operator==(const Decimals &) const = default;
};

/// True if `a` stands nearer to the touch than `b`.
[[nodiscard]] constexpr bool isBetter(Side side, Price a, Price b)
{
    return side == Side::Bid ? a > b : a < b;
}

/// A number that grows away from the touch on both sides: for bids the bitwise complement, which turns the
/// order of all int64 around without an overflow. The same function leads back.
[[nodiscard]] constexpr std::int64_t rankOf(Side side, std::int64_t price)
{
    return side == Side::Bid ? ~price : price;
}

} // namespace touchline
