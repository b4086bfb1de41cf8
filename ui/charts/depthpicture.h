// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/knownrange.h"
#include "feed/instrument.h"
#include "ui/charts/depthcurve.h"
#include "ui/charts/nicescale.h"
#include "ui/charts/plotparts.h"

#include <QSizeF>

#include <cstdint>

namespace touchline {

/// Both sides of a book for a depth chart.
struct DepthBook {
    DepthCurve bids{Side::Bid};
    DepthCurve asks{Side::Ask};
    std::int64_t midInTenths = 0; ///< of a price unit
    bool hasMoreBids = false;     ///< the book goes on beyond the levels that are here
    bool hasMoreAsks = false;
    KnownRange known; ///< behind it there are levels of which nobody has told

    [[nodiscard]] Price mid() const { return Price(midInTenths / 10); }
};

/// A book in unit coordinates, ready for the series of a plot.
struct DepthPicture {
    QList<QPointF> bids;
    QList<QPointF> asks;
    DepthFrame frame;
    PlotParts parts;
};

/// Turns books of one instrument into pictures.
class DepthSketch {
public:
    DepthSketch(const Instrument &instrument, const DepthBook &book) : m_instrument(instrument), m_book(book)
    {
    }

    /// `plot` in pixels decides how fine to draw; `scale` is remembered between pictures.
    [[nodiscard]] DepthPicture picture(const PriceRange &prices, QSizeF plot, NiceScale &scale) const;

    /// What to write at a crosshair at `x`, 0 to 1 from left to right.
    [[nodiscard]] PlotCrosshair readingAt(const DepthFrame &frame, double x) const;

    /// An amount of the instrument's base, in short form.
    [[nodiscard]] QString shortQty(Qty qty) const;

private:
    [[nodiscard]] std::vector<AxisTick> priceTicks(const PriceRange &range, double width) const;
    [[nodiscard]] std::vector<AxisTick> qtyTicks(const NiceRange &range) const;
    /// Where the depth of a side is not known, and why; none if it is known everywhere.
    struct Edge {
        Price price;
        QString why;
    };

    [[nodiscard]] std::vector<PlotShade> unknownShades(const PriceRange &range) const;
    [[nodiscard]] std::optional<Edge> edgeOf(Side side) const;
    [[nodiscard]] std::optional<AxisTick> midLine(const PriceRange &range) const;
    [[nodiscard]] Price priceAt(const PriceRange &range, double x) const;
    [[nodiscard]] QStringList depthLines(const DepthAt &depth) const;
    [[nodiscard]] double realQty(double raw) const;

    const Instrument &m_instrument;
    const DepthBook &m_book;
};

} // namespace touchline
