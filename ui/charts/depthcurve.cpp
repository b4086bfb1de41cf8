// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depthcurve.h"

#include <algorithm>
#include <cmath>

namespace touchline {

namespace {

double real(std::int64_t raw)
{
    return static_cast<double>(raw);
}

double unitX(Price price, const PriceRange &range)
{
    return real(price.raw() - range.low.raw()) / real(range.high.raw() - range.low.raw());
}

// The ends of a range as one side sees them: nearer to the touch and farther from it.
struct Edges {
    Price inner;
    Price outer;
};

Edges edgesOf(Side side, const PriceRange &range)
{
    return side == Side::Bid ? Edges{range.high, range.low} : Edges{range.low, range.high};
}

// Which of `columns` equally wide columns a position falls into.
int columnOf(double x, int columns)
{
    return std::clamp(static_cast<int>(x * columns), 0, columns - 1);
}

} // namespace

void DepthCurve::setLevels(std::span<const Level> bestFirst)
{
    m_levels.assign(bestFirst.begin(), bestFirst.end());
    m_cumulative = cumulativeQty(bestFirst);
    m_notional.clear();
    m_notional.reserve(bestFirst.size());
    double sum = 0.0;
    for (const Level &level : bestFirst) {
        sum += real(level.price.raw()) * real(level.qty.raw());
        m_notional.push_back(sum);
    }
}

std::optional<Price> DepthCurve::end() const
{
    if (m_levels.empty())
        return std::nullopt;
    return m_levels.back().price;
}

std::size_t DepthCurve::countWithin(Price price) const
{
    const auto isWithin = [this, price](const Level &level) { return !isBetter(m_side, price, level.price); };
    const auto end = std::partition_point(m_levels.begin(), m_levels.end(), isWithin);
    return static_cast<std::size_t>(end - m_levels.begin());
}

std::optional<DepthAt> DepthCurve::at(Price price) const
{
    if (m_levels.empty() || isBetter(m_side, m_levels.back().price, price))
        return std::nullopt;
    const std::size_t count = countWithin(price);
    if (count == 0)
        return DepthAt{price, Qty(), 0.0};
    return DepthAt{price, m_cumulative[count - 1], m_notional[count - 1]};
}

Qty DepthCurve::highestIn(const PriceRange &range) const
{
    const Edges edges = edgesOf(m_side, range);
    const std::size_t count = countWithin(edges.outer);
    if (count == 0 || isBetter(m_side, *end(), edges.inner))
        return Qty();
    return m_cumulative[count - 1];
}

QList<QPointF> DepthCurve::steps(const DepthFrame &frame, int maxPoints) const
{
    const PriceRange &range = frame.prices;
    const Edges edges = edgesOf(m_side, range);
    const std::size_t last = countWithin(edges.outer);
    if (last == 0 || isBetter(m_side, *end(), edges.inner))
        return {};
    const std::size_t first = countWithin(edges.inner);
    const int columns = maxPoints / 2 - 2;
    const bool isExact = last - first <= static_cast<std::size_t>(columns);

    QList<QPointF> points;
    points.reserve(maxPoints);
    double height = first == 0 ? 0.0 : real(m_cumulative[first - 1].raw()) / frame.top;
    points.append(QPointF(unitX(first == 0 ? m_levels.front().price : edges.inner, range), height));
    for (std::size_t i = first; i < last; ++i) {
        const double x = unitX(m_levels[i].price, range);
        if (!isExact) {
            const int column = columnOf(x, columns);
            while (i + 1 < last && columnOf(unitX(m_levels[i + 1].price, range), columns) == column)
                ++i;
        }
        points.append(QPointF(x, height));
        height = real(m_cumulative[i].raw()) / frame.top;
        points.append(QPointF(x, height));
    }
    const Price shownEnd = isBetter(m_side, edges.outer, *end()) ? edges.outer : *end();
    points.append(QPointF(unitX(shownEnd, range), height));
    return points;
}

} // namespace touchline
