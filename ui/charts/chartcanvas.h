// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotpainter.h"
#include "ui/theme.h"

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
    /// `pane` has the focus and the keys.
    explicit ChartCanvas(QWidget *pane);

    void setTheme(const Theme &theme);
    /// Owned by the canvas.
    QLineSeries *addLine();
    void removeLine(QLineSeries *line);

    void setParts(PlotParts parts);
    void setCrosshair(std::optional<PlotCrosshair> crosshair);
    /// Fades series and areas: what they show is not live.
    void setDimmed(bool isDimmed);
    /// Wheel and drag are reported only when this is set; otherwise they belong to whoever is around.
    void setNavigable(bool isNavigable);

    /// Where the data is drawn, in pixels.
    [[nodiscard]] QRectF plot() const { return m_plot; }
    [[nodiscard]] const PlotParts &parts() const { return m_parts; }
    [[nodiscard]] const std::optional<PlotCrosshair> &crosshair() const { return m_crosshair; }

    /// The unit coordinate that mouse or keys point at; none while they point at nothing.
    [[nodiscard]] std::optional<double> pointer() const { return m_pointer; }
    void setPointer(std::optional<double> x);
    /// One step of a key to the left or right; the first one begins at `start`.
    void stepPointer(int steps, double start);

signals:
    void pointerMoved();
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
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void layOut();
    [[nodiscard]] double opacity() const;
    [[nodiscard]] double unitX(double pixelX) const;

    PlotStyle m_style{theme(ThemeKind::Dark)};
    QRectF m_plot;
    PlotParts m_parts;
    std::optional<PlotCrosshair> m_crosshair;
    std::optional<double> m_pointer;
    QValueAxis *m_xAxis;
    QValueAxis *m_yAxis;
    std::optional<double> m_draggedFrom; ///< pixels
    int m_wheelAngle = 0;                ///< eighths of a degree not yet reported
    bool m_isDimmed = false;
    bool m_isNavigable = false;
};

} // namespace touchline
