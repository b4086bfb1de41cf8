// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotparts.h"
#include "ui/theme.h"

#include <QRectF>

class QPainter;

namespace touchline {

/// Draws all of a plot that is not a series. `plot` is the area of the data, in pixels.
class PlotPainter {
public:
    PlotPainter(QPainter &painter, const QRectF &plot, const Theme &theme);

    /// Under the series: grid, shaded stretches and bars.
    void drawBelow(const PlotParts &parts);
    /// Over the series: axis labels, tags, banner and message.
    void drawAbove(const PlotParts &parts);
    /// Leaves the places of the labels in `parts` free.
    void drawCrosshair(const PlotCrosshair &crosshair, const PlotParts &parts);
    void drawFocus();

private:
    [[nodiscard]] double pixelX(double unit) const { return m_plot.left() + unit * m_plot.width(); }
    [[nodiscard]] double pixelY(double unit) const { return m_plot.bottom() - unit * m_plot.height(); }

    void drawGrid(const PlotParts &parts);
    void drawShade(const PlotShade &shade);
    void drawShadeLabels(const std::vector<PlotShade> &shades);
    void drawBars(const std::vector<PlotBar> &bars);
    void drawXLabels(const PlotParts &parts);
    void drawYLabels(const PlotParts &parts);
    void drawCurrentMark(double at);
    void drawCentre(const AxisTick &centre);
    void drawBanner(const PlotParts &parts);
    void drawShadeLabel(const QString &label, const QRectF &room);
    void drawMessage(const QString &text);
    void drawReading(const QStringList &lines, const QPointF &corner);

    QPainter &m_painter;
    QRectF m_plot;
    const Theme &m_theme;
};

/// Room for the labels right of and under a plot, in pixels. The same for every plot, so that plots above
/// each other line up.
struct PlotMargins {
    double left = 0.0;
    double top = 0.0;
    double right = 0.0;
    double bottom = 0.0;
};

[[nodiscard]] QFont plotFont();
[[nodiscard]] PlotMargins plotMargins();

} // namespace touchline
