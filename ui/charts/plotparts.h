// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/level.h"

#include <QList>
#include <QPointF>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace touchline {

/// A labelled place on an axis. All places in a plot are in unit coordinates: 0 left or bottom, 1 right or
/// top.
struct AxisTick {
    double at = 0.0;
    QString label;
};

enum class ShadeKind { Unknown, Interrupted, Failed };

/// A stretch of the horizontal axis where there is nothing trustworthy to show, and why.
struct PlotShade {
    double from = 0.0;
    double to = 0.0;
    QString label; ///< drawn only where it fits
    ShadeKind kind = ShadeKind::Unknown;
};

/// From a lowest to a highest value over a stretch of the horizontal axis.
struct PlotBar {
    double from = 0.0;
    double to = 0.0;
    double low = 0.0;
    double high = 0.0;
};

/// All that lies under a staircase, which rises from its first point on.
struct PlotArea {
    Side side = Side::Bid;
    QList<QPointF> stairs;
};

/// Everything in a plot that is not a series.
struct PlotParts {
    std::vector<AxisTick> xTicks;
    QString xUnit; ///< behind the labels of the horizontal axis
    std::vector<AxisTick> yTicks;
    std::vector<PlotShade> shades;
    std::vector<PlotBar> bars;
    std::vector<PlotArea> areas;
    std::optional<double> currentY;  ///< a mark on the value axis
    std::optional<AxisTick> centreX; ///< a dotted line with its name on top
    QString banner;                  ///< over the plot, while it does not show live data
    ShadeKind bannerKind = ShadeKind::Interrupted;
    QString message; ///< in the middle of an empty plot
};

/// A line at a place, and what stands there. `y` adds a horizontal line.
struct PlotCrosshair {
    double x = 0.0;
    std::optional<double> y;
    QStringList lines; ///< the first is the heading
};

} // namespace touchline
