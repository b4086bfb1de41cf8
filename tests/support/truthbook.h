// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/orderbook.h"

#include <cstddef>
#include <functional>
#include <map>
#include <vector>

namespace touchline::test {

/// One side kept in the plainest way there is, to compare the real one with.
class TruthSide {
public:
    explicit TruthSide(Side side) : m_side(side) {}

    void set(Level level);
    void clear() { m_qtys.clear(); }

    [[nodiscard]] Side side() const { return m_side; }
    [[nodiscard]] std::size_t size() const { return m_qtys.size(); }
    [[nodiscard]] Qty qtyAt(Price price) const;
    /// All levels, best first.
    [[nodiscard]] std::vector<Level> levels() const;

private:
    Side m_side;
    std::map<Price, Qty> m_qtys;
};

/// Both sides of the truth.
class TruthBook {
public:
    [[nodiscard]] const TruthSide &bids() const { return m_bids; }
    [[nodiscard]] const TruthSide &asks() const { return m_asks; }
    [[nodiscard]] TruthSide &side(Side side) { return side == Side::Bid ? m_bids : m_asks; }

    void load(const BookSnapshot &snapshot);
    void apply(const BookDelta &delta);

    /// The whole book as a venue would hand it out.
    [[nodiscard]] BookSnapshot snapshotAt(std::uint64_t lastUpdateId) const;

private:
    TruthSide m_bids{Side::Bid};
    TruthSide m_asks{Side::Ask};
};

/// All levels of a real side, best first.
[[nodiscard]] std::vector<Level> levelsOf(const BookSide &side);

/// Every level of both sides is the same.
[[nodiscard]] bool isSame(const OrderBook &book, const TruthBook &truth);

} // namespace touchline::test
