// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotparts.h"
#include "ui/theme.h"

#include <QtCharts/QAreaSeries>
#include <QtCharts/QChartView>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <optional>

namespace touchline {

/// A Qt Charts plot of series in unit coordinates. Its axes never change, so that showing new data lays
/// nothing out anew; grid, labels and crosshair are drawn around the series from PlotParts.
class ChartCanvas : public QChartView {
    Q_OBJECT

public:
    explicit ChartCanvas(QWidget *parent);

    void setTheme(const Theme &theme);
    /// Owned by the canvas.
    QLineSeries *addLine();
    QAreaSeries *addArea();

    void setParts(PlotParts parts);
    void setCrosshair(std::optional<PlotCrosshair> crosshair);
    /// Fades the series: what they show is not live.
    void setDimmed(bool isDimmed);
    /// Wheel and drag are reported only when this is set; otherwise they belong to whoever is around.
    void setNavigable(bool isNavigable);

    /// Where the data is drawn, in pixels.
    [[nodiscard]] QRectF plot() const { return m_plot; }
    [[nodiscard]] const PlotParts &parts() const { return m_parts; }
    [[nodiscard]] const std::optional<PlotCrosshair> &crosshair() const { return m_crosshair; }

signals:
    void pointed(double x); ///< the pointer is at this unit coordinate of the plot
    void pointerLeft();
    void wheeled(int notches, double x); ///< positive: away from the person
    void dragged(double widths);         ///< by this share of the plot's width, positive: to the right

protected:
    void drawBackground(QPainter *painter, const QRectF &exposed) override;
    void drawForeground(QPainter *painter, const QRectF &exposed) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void attach(QAbstractSeries *series);
    void layOut();
    [[nodiscard]] double unitX(double pixelX) const;

    Theme m_theme = theme(ThemeKind::Dark);
    QRectF m_plot;
    PlotParts m_parts;
    std::optional<PlotCrosshair> m_crosshair;
    QValueAxis *m_xAxis;
    QValueAxis *m_yAxis;
    std::optional<double> m_draggedFrom; ///< pixels
    int m_wheelAngle = 0;                ///< eighths of a degree not yet reported
    bool m_isDimmed = false;
    bool m_isNavigable = false;
};

} // namespace touchline
