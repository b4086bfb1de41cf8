// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotstyle.h"

#include <QRectF>

class QPainter;

namespace touchline {

/// Draws all of a plot that is not a series. `plot` is the area of the data, in pixels.
class PlotPainter {
public:
    PlotPainter(QPainter &painter, const QRectF &plot, const PlotStyle &style);

    /// Under the series: grid, shaded stretches and bars.
    void drawBelow(const PlotParts &parts);
    /// Under the series as well. They end at whole pixels, so that each step is one rectangle; what that
    /// changes lies under the line along the staircase.
    void drawAreas(const std::vector<PlotArea> &areas);
    /// Over the series: axis labels, tags, banner and message.
    void drawAbove(const PlotParts &parts);
    /// Leaves the places of the labels in `parts` free.
    void drawCrosshair(const PlotCrosshair &crosshair, const PlotParts &parts);
    void drawFocus();

private:
    [[nodiscard]] double pixelX(double unit) const { return m_plot.left() + unit * m_plot.width(); }
    [[nodiscard]] double pixelY(double unit) const { return m_plot.bottom() - unit * m_plot.height(); }

    void drawGrid(const PlotParts &parts);
    void drawLevelLine(double top, const QColor &colour);
    void drawShade(const PlotShade &shade);
    void drawShadeLabels(const std::vector<PlotShade> &shades);
    void drawBars(const std::vector<PlotBar> &bars);
    void drawArea(const PlotArea &area);
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
    const PlotStyle &m_style;
    const Theme &m_theme = m_style.theme;
    const NumberFont &m_font = m_style.font;
};

/// Room for the labels right of and under a plot, in pixels. The same for every plot, so that plots above
/// each other line up.
struct PlotMargins {
    double left = 0.0;
    double top = 0.0;
    double right = 0.0;
    double bottom = 0.0;
};

[[nodiscard]] PlotMargins plotMargins(const NumberFont &font);

} // namespace touchline
