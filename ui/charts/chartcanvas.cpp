// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartcanvas.h"

#include "ui/charts/plotpainter.h"

#include <QEvent>
#include <QGraphicsLayout>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace touchline {

namespace {

constexpr qreal dimmedOpacity = 0.35;
constexpr double pointerStep = 1.0 / 120.0;
constexpr int anglePerNotch = 120; // eighths of a degree, as QWheelEvent has them

} // namespace

ChartCanvas::ChartCanvas(QWidget *pane)
    : QChartView(pane),
      m_xAxis(new QValueAxis(this)),
      m_yAxis(new QValueAxis(this))
{
    QChart *plotted = chart();
    plotted->setAnimationOptions(QChart::NoAnimation);
    plotted->setBackgroundVisible(false);
    plotted->setMargins(QMargins());
    plotted->layout()->setContentsMargins(0, 0, 0, 0);
    plotted->legend()->hide();
    for (QValueAxis *axis : {m_xAxis, m_yAxis}) {
        axis->setRange(0.0, 1.0);
        axis->setVisible(false);
    }
    plotted->addAxis(m_xAxis, Qt::AlignBottom);
    plotted->addAxis(m_yAxis, Qt::AlignRight);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    // The background fills all of it: what lies below need not be painted first.
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setMinimumSize(160, 80);
    setFocusPolicy(Qt::ClickFocus);
    setFocusProxy(pane);
    pane->installEventFilter(this);
    layOut();
}

void ChartCanvas::setTheme(const Theme &theme)
{
    m_style = PlotStyle(theme);
    setBackgroundBrush(theme.surface);
    layOut(); // a theme brings the size of its texts along
    viewport()->update();
}

QLineSeries *ChartCanvas::addLine()
{
    auto *series = new QLineSeries(chart());
    chart()->addSeries(series);
    series->attachAxis(m_xAxis);
    series->attachAxis(m_yAxis);
    series->setOpacity(opacity());
    return series;
}

void ChartCanvas::removeLine(QLineSeries *line)
{
    chart()->removeSeries(line);
    delete line;
}

void ChartCanvas::setParts(PlotParts parts)
{
    m_parts = std::move(parts);
    viewport()->update();
}

void ChartCanvas::setCrosshair(std::optional<PlotCrosshair> crosshair)
{
    m_crosshair = std::move(crosshair);
    viewport()->update();
}

void ChartCanvas::setPointer(std::optional<double> x)
{
    m_pointer = x;
    emit pointerMoved();
}

void ChartCanvas::stepPointer(int steps, double start)
{
    setPointer(std::clamp(m_pointer.value_or(start) + steps * pointerStep, 0.0, 1.0));
}

void ChartCanvas::setDimmed(bool isDimmed)
{
    if (isDimmed == m_isDimmed)
        return;
    m_isDimmed = isDimmed;
    for (QAbstractSeries *series : chart()->series())
        series->setOpacity(opacity());
}

double ChartCanvas::opacity() const
{
    return m_isDimmed ? dimmedOpacity : 1.0;
}

void ChartCanvas::setNavigable(bool isNavigable)
{
    m_isNavigable = isNavigable;
    viewport()->setCursor(isNavigable ? Qt::CrossCursor : Qt::ArrowCursor);
}

void ChartCanvas::layOut()
{
    const PlotMargins margins = plotMargins(m_style.font);
    const QRectF all(viewport()->rect());
    m_plot = all.adjusted(margins.left, margins.top, -margins.right, -margins.bottom);
    chart()->setPlotArea(m_plot);
}

double ChartCanvas::unitX(double pixelX) const
{
    const QRectF area = plot();
    return area.width() > 0.0 ? (pixelX - area.left()) / area.width() : 0.0;
}

void ChartCanvas::drawBackground(QPainter *painter, const QRectF &exposed)
{
    painter->fillRect(exposed, m_style.theme.surface);
    PlotPainter plotPainter(*painter, plot(), m_style);
    plotPainter.drawBelow(m_parts);
    painter->setOpacity(opacity());
    plotPainter.drawAreas(m_parts.areas);
    painter->setOpacity(1.0);
}

void ChartCanvas::drawForeground(QPainter *painter, const QRectF &)
{
    PlotPainter plotPainter(*painter, plot(), m_style);
    plotPainter.drawAbove(m_parts);
    if (m_crosshair)
        plotPainter.drawCrosshair(*m_crosshair, m_parts);
    if (parentWidget() && parentWidget()->hasFocus())
        plotPainter.drawFocus();
}

void ChartCanvas::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    layOut();
}

void ChartCanvas::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        m_style.font = NumberFont(plotFont());
        layOut();
    }
}

void ChartCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_isNavigable)
        return;
    m_draggedFrom = event->position().x();
    viewport()->setCursor(Qt::ClosedHandCursor);
}

void ChartCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const double x = event->position().x();
    if (m_draggedFrom) {
        const double widths = unitX(x) - unitX(*m_draggedFrom);
        m_draggedFrom = x;
        emit dragged(widths);
    }
    const double at = unitX(x);
    setPointer(at >= 0.0 && at <= 1.0 ? std::optional(at) : std::nullopt);
}

void ChartCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_draggedFrom)
        return;
    m_draggedFrom.reset();
    viewport()->setCursor(Qt::CrossCursor);
}

void ChartCanvas::wheelEvent(QWheelEvent *event)
{
    if (!m_isNavigable) {
        event->ignore();
        return;
    }
    m_wheelAngle += event->angleDelta().y();
    const int notches = m_wheelAngle / anglePerNotch;
    m_wheelAngle -= notches * anglePerNotch;
    if (notches != 0)
        emit wheeled(notches, unitX(event->position().x()));
    event->accept();
}

bool ChartCanvas::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setPointer(std::nullopt);
    return QChartView::viewportEvent(event);
}

/// The pane around the canvas has the focus, the canvas draws it.
bool ChartCanvas::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        viewport()->update();
    return QChartView::eventFilter(watched, event);
}

} // namespace touchline
