// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/nicescale.h"
#include "ui/charts/plotparts.h"
#include "ui/charts/spreadhistory.h"

#include <QList>
#include <QPointF>
#include <QSizeF>

#include <vector>

namespace touchline {

enum class SpreadUnit { BasisPoints, PriceUnits };

/// What a person chose to see of a spread history.
struct SpreadChoice {
    SpreadWindow window = SpreadWindow::Minutes5;
    SpreadUnit unit = SpreadUnit::BasisPoints;
};

/// A spread history in unit coordinates, ready for a plot. Its bars reach from lowest to highest.
struct SpreadPicture {
    std::vector<QList<QPointF>> lines; ///< the last spread of each bucket, a list for each unbroken stretch
    NiceRange range;                   ///< of the value axis
    PlotParts parts;
};

/// Turns histories of one instrument into pictures.
class SpreadSketch {
public:
    explicit SpreadSketch(const Instrument &instrument) : m_instrument(instrument) {}

    /// `plot` in pixels decides how many labels there is room for; `scale` is remembered between pictures.
    [[nodiscard]] SpreadPicture picture(
        const SpreadHistory &history, SpreadChoice choice, QSizeF plot, NiceScale &scale) const;

    /// What to write at a crosshair at `x`, 0 to 1 from left to right.
    [[nodiscard]] PlotCrosshair readingAt(
        const SpreadHistory &history, SpreadChoice choice, double x, double top) const;

    /// The spread now, or nothing in a gap.
    [[nodiscard]] QString currentText(const SpreadHistory &history, SpreadUnit unit) const;

private:
    [[nodiscard]] std::vector<AxisTick> valueTicks(const NiceRange &range, SpreadUnit unit) const;
    [[nodiscard]] QString spreadText(std::int64_t spread) const;
    [[nodiscard]] QString valueText(std::int64_t spread, std::int64_t mid, SpreadUnit unit) const;

    const Instrument &m_instrument;
};

} // namespace touchline
