// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/bookmessage.h"

#include <cstddef>
#include <optional>

namespace touchline {

class OrderBook;

/// How far from the touch a book is complete. A snapshot holds a limited number of levels: what lies behind
/// its last one is unknown until the venue says that it changes.
struct KnownRange {
    std::optional<Price> lowest;  ///< the last bid that is surely there; none: all bids are
    std::optional<Price> highest; ///< the last such ask

    [[nodiscard]] bool contains(Side side, Price price) const
    {
        const auto &edge = side == Side::Bid ? lowest : highest;
        return !edge || !isBetter(side, *edge, price);
    }

    bool operator==(const KnownRange &) const = default;
};

/// What a snapshot of at most `asked` levels a side makes known; 0: of an unknown number.
[[nodiscard]] KnownRange knownRangeOf(const BookSnapshot &snapshot, std::size_t asked);

/// Of a book of which the venue tells the best `depth` levels a side.
[[nodiscard]] KnownRange edgesOf(const OrderBook &book, std::size_t depth);

/// Takes over from a book that knows `otherKnown`, and agrees where both know, what `book` does not know.
void extend(OrderBook &book, KnownRange &known, const OrderBook &other, const KnownRange &otherKnown);

} // namespace touchline
