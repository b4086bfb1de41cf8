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

/// True if `a` stands nearer to the touch than `b`.
[[nodiscard]] constexpr bool isBetter(Side side, Price a, Price b)
{
    return side == Side::Bid ? a > b : a < b;
}

} // namespace touchline
