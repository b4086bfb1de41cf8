// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/depth.h"

#include <QList>
#include <QPointF>

#include <optional>
#include <span>
#include <vector>

namespace touchline {

struct PriceRange {
    Price low;
    Price high;

    bool operator==(const PriceRange &) const = default;
};

/// What resting orders between the touch and a price come to.
struct DepthAt {
    Price price;
    Qty cumulative;
    double notional = 0.0; ///< in price units times quantity units; an estimate, for reading only
};

/// What a depth chart shows: prices from left to right, quantities from zero to `top`.
struct DepthFrame {
    PriceRange prices;
    double top = 1.0; ///< in quantity units
};

/// One side of a book as a rising staircase away from the touch. It ends where knowledge of the book ends.
class DepthCurve {
public:
    explicit DepthCurve(Side side) : m_side(side) {}

    void setLevels(std::span<const Level> bestFirst);

    [[nodiscard]] bool isEmpty() const { return m_levels.empty(); }
    /// The worst price that is known.
    [[nodiscard]] std::optional<Price> end() const;

    /// All quantity at `price` or better; nothing when the price lies beyond the known levels.
    [[nodiscard]] std::optional<DepthAt> at(Price price) const;

    /// The greatest cumulative quantity inside the range; zero when none of it is known.
    [[nodiscard]] Qty highestIn(const PriceRange &range) const;

    /// The staircase in the frame, from the touch outwards, in unit coordinates (0,0 bottom left, 1,1 top
    /// right). Exact while its steps fit into `maxPoints` (4 or more); else steps that fall into the same of
    /// equally wide columns become one, and the height is exact at every column's outer edge.
    [[nodiscard]] QList<QPointF> steps(const DepthFrame &frame, int maxPoints) const;

private:
    [[nodiscard]] std::size_t countWithin(Price price) const;

    Side m_side;
    std::vector<Level> m_levels;
    std::vector<Qty> m_cumulative;
    std::vector<double> m_notional;
};

} // namespace touchline
