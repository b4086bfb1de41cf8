// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/bookmessage.h"
#include "book/bookside.h"

#include <optional>

namespace touchline {

/// Best bid and best ask of one instant.
struct Touch {
    Level bid;
    Level ask;

    constexpr bool operator==(const Touch &) const = default;
};

/// Both sides of one instrument's book. Single thread; knows nothing of ids or venues.
class OrderBook {
public:
    [[nodiscard]] const BookSide &bids() const { return m_bids; }
    [[nodiscard]] const BookSide &asks() const { return m_asks; }
    [[nodiscard]] const BookSide &side(Side side) const { return side == Side::Bid ? m_bids : m_asks; }
    [[nodiscard]] std::optional<Touch> touch() const
    {
        const auto bid = m_bids.best();
        const auto ask = m_asks.best();
        if (!bid || !ask)
            return std::nullopt;
        return Touch{*bid, *ask};
    }

    /// Best ask minus best bid, below zero if they are crossed; none while a side is empty.
    [[nodiscard]] std::optional<Price> spread() const
    {
        if (m_bids.isEmpty() || m_asks.isEmpty())
            return std::nullopt;
        return Price(m_asks.bestPrice().raw() - m_bids.bestPrice().raw());
    }

    /// Replaces the book. DuplicateLevel or CrossedBook leaves it empty.
    Expected<void> load(const BookSnapshot &snapshot);

    /// Applies absolute quantities. CrossedBook (bid above ask; equal is legal) means that the book
    /// can no longer be trusted and must be loaded anew.
    Expected<void> apply(const BookDelta &delta);

    /// Removes all but the best `count` levels of each side.
    void keepBest(std::size_t count);

    void clear();

    bool operator==(const OrderBook &) const = default;

private:
    [[nodiscard]] Expected<void> checkNotCrossed() const;

    BookSide m_bids{Side::Bid};
    BookSide m_asks{Side::Ask};
};

} // namespace touchline
