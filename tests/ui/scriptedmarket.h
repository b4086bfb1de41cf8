// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"

#include <cstdint>
#include <random>

namespace touchline {

/// A seeded market that makes the views a feed would make: for windows under test and for looking at them.
class ScriptedMarket {
public:
    struct Shape {
        Instrument instrument;
        Price start;      ///< price of the best bid at first
        Qty typical;      ///< a usual quantity of a level
        int levels = 400; ///< a side
    };

    explicit ScriptedMarket(Shape shape, unsigned seed = 7);

    /// A market like BTCUSDT: tick 0.01, step 0.00001.
    [[nodiscard]] static Shape bitcoin();
    /// A market like PEPEUSDT: eight decimals of price, whole quantities.
    [[nodiscard]] static Shape tiny();

    /// Lets time pass. Ten times a second some levels change, and now and then somebody trades.
    void advance(Duration elapsed);

    [[nodiscard]] FeedView view() const;

private:
    [[nodiscard]] Price priceAt(Side side, int ticksFromMid) const;
    [[nodiscard]] Qty someQty(int ticksFromMid);
    void changeLevel(BookDelta &delta);
    void moveTouch(BookDelta &delta);

    Shape m_shape;
    std::mt19937 m_random;
    OrderBook m_book;
    std::int64_t m_bestBid; // in ticks
    FeedView m_view;
    Duration m_untilUpdate{0};
};

} // namespace touchline
