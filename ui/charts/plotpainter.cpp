// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plotpainter.h"

#include "ui/charts/barcolumns.h"
#include "ui/charts/chartstyle.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace touchline {

namespace {

constexpr double labelGap = 6.0;
constexpr double markSize = 4.0;
constexpr double padding = 8.0;
constexpr double cornerRadius = 4.0;
constexpr double narrowestShade = 3.0;
constexpr double stripHeight = 32.0; // a pool takes what has more than 95 lines, on a fine screen too

QColor withAlpha(QColor colour, int alpha)
{
    colour.setAlpha(alpha);
    return colour;
}

// A one pixel line is sharp only in the middle of a pixel.
double crisp(double position)
{
    return std::floor(position) + 0.5;
}

QSizeF sizeOf(const QStringList &lines, const QFontMetricsF &metrics)
{
    double width = 0.0;
    for (const QString &line : lines)
        width = std::max(width, metrics.horizontalAdvance(line));
    return QSizeF(width, metrics.height() * static_cast<double>(lines.size()));
}

} // namespace

PlotMargins plotMargins(const NumberFont &font)
{
    const double labelWidth = font.width(u"0.00000000");
    return PlotMargins{padding, padding, labelWidth + 2 * labelGap, font.height() + labelGap};
}

PlotPainter::PlotPainter(QPainter &painter, const QRectF &plot, const PlotStyle &style)
    : m_painter(painter),
      m_plot(plot),
      m_style(style)
{
    m_painter.setFont(plotFont());
}

void PlotPainter::drawBelow(const PlotParts &parts)
{
    drawGrid(parts);
    m_painter.save();
    m_painter.setClipRect(m_plot);
    for (const PlotShade &shade : parts.shades)
        drawShade(shade);
    drawBars(parts.bars);
    m_painter.restore();
}

void PlotPainter::drawAbove(const PlotParts &parts)
{
    drawShadeLabels(parts.shades);
    drawXLabels(parts);
    drawYLabels(parts);
    if (parts.centreX)
        drawCentre(*parts.centreX);
    if (parts.currentY)
        drawCurrentMark(*parts.currentY);
    if (!parts.banner.isEmpty())
        drawBanner(parts);
    if (!parts.message.isEmpty())
        drawMessage(parts.message);
}

void PlotPainter::drawGrid(const PlotParts &parts)
{
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    for (const AxisTick &tick : parts.xTicks) {
        const double x = std::floor(pixelX(tick.at));
        m_painter.fillRect(QRectF(x, m_plot.top(), 1.0, m_plot.height()), m_theme.grid);
    }
    for (const AxisTick &tick : parts.yTicks)
        drawLevelLine(std::floor(pixelY(tick.at)), m_theme.grid);
    drawLevelLine(std::floor(m_plot.bottom()), m_theme.border);
}

void PlotPainter::drawLevelLine(double top, const QColor &colour)
{
    m_painter.fillRect(QRectF(m_plot.left(), top, m_plot.width(), 1.0), colour);
}

void PlotPainter::drawShade(const PlotShade &shade)
{
    const double left = pixelX(shade.from);
    const double width = std::max(narrowestShade, pixelX(shade.to) - left);
    const QRectF area(left, m_plot.top(), width, m_plot.height());
    const QBrush brush = m_style.shadeBrush(shade.kind, m_painter.device()->devicePixelRatioF());
    // In one piece, Qt would hand it to its thread pool, which costs more than it saves.
    for (double top = area.top(); top < area.bottom(); top += stripHeight) {
        const double height = std::min(stripHeight, area.bottom() - top);
        m_painter.fillRect(QRectF(left, top, width, height), brush);
    }
}

/// Above the lines: one may run where the words stand.
void PlotPainter::drawShadeLabels(const std::vector<PlotShade> &shades)
{
    for (const PlotShade &shade : shades) {
        const double left = std::max(m_plot.left(), pixelX(shade.from));
        const QRectF room(left, m_plot.top(), pixelX(shade.to) - left, m_plot.height());
        m_painter.setPen(m_style.shadeColour(shade.kind));
        drawShadeLabel(shade.label, room.intersected(m_plot).adjusted(0, labelGap, 0, -labelGap));
    }
}

void PlotPainter::drawBars(const std::vector<PlotBar> &bars)
{
    constexpr double barStrength = 0.4;
    const std::vector<BarColumn> columns = barColumns(bars, qRound(m_plot.width()));
    const QColor colour = mixed(m_theme.accent, m_theme.surface, barStrength);
    double x = std::floor(m_plot.left());
    for (const BarColumn &column : columns) {
        if (!column.isEmpty()) {
            const double top = pixelY(column.high);
            m_painter.fillRect(QRectF(x, top, 1.0, pixelY(column.low) - top), colour);
        }
        x += 1.0;
    }
}

void PlotPainter::drawAreas(const std::vector<PlotArea> &areas)
{
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.setClipRect(m_plot);
    for (const PlotArea &area : areas)
        drawArea(area);
    m_painter.restore();
}

void PlotPainter::drawArea(const PlotArea &area)
{
    const QColor &bar = area.side == Side::Bid ? m_theme.bidBar : m_theme.askBar;
    const QColor colour = mixed(bar, m_theme.surface, bar.alphaF());
    double ground = 0.0;
    for (const QPointF &step : area.stairs) {
        const QPointF near(pixelX(step.x()), pixelY(ground));
        const QPointF far(pixelX(area.stairs.back().x()), pixelY(step.y()));
        if (step.y() > ground)
            m_painter.fillRect(QRectF(near, far).normalized(), colour);
        ground = step.y();
    }
}

// Across the top, or upright where that is too narrow; no label at all rather than a cut one.
void PlotPainter::drawShadeLabel(const QString &label, const QRectF &room)
{
    const double length = m_font.width(label);
    if (length + 2 * labelGap <= room.width()) {
        const QRectF words(room.center().x() - length / 2, room.top(), length, m_font.height());
        m_painter.fillRect(words.adjusted(-labelGap, 0, labelGap, 0), withAlpha(m_theme.surface, 190));
        m_font.draw(m_painter, QPointF(words.left(), words.top() + m_font.ascent()), label);
        return;
    }
    if (m_font.height() > room.width() || length > room.height())
        return;
    m_painter.save();
    m_painter.translate(room.center().x() + m_font.capHeight() / 2, room.top() + length);
    m_painter.rotate(-90);
    m_font.draw(m_painter, QPointF(0, 0), label);
    m_painter.restore();
}

void PlotPainter::drawXLabels(const PlotParts &parts)
{
    const double baseline = m_plot.bottom() + labelGap / 2 + m_font.ascent();
    double rightEdge = m_plot.right() + plotMargins(m_font).right;
    double freeFrom = m_plot.left() - padding;
    m_painter.setPen(m_theme.mutedText);
    if (!parts.xUnit.isEmpty()) {
        rightEdge -= m_font.width(parts.xUnit) + labelGap;
        m_font.draw(m_painter, QPointF(rightEdge, baseline), parts.xUnit);
        rightEdge -= labelGap;
    }
    for (const AxisTick &tick : parts.xTicks) {
        const double width = m_font.width(tick.label);
        const double left = pixelX(tick.at) - width / 2;
        if (left < freeFrom || left + width > rightEdge)
            continue;
        m_font.draw(m_painter, QPointF(left, baseline), tick.label);
        freeFrom = left + width + labelGap;
    }
}

void PlotPainter::drawYLabels(const PlotParts &parts)
{
    m_painter.setPen(m_theme.mutedText);
    for (const AxisTick &tick : parts.yTicks) {
        const double y = pixelY(tick.at);
        const double baseline = std::max(y + m_font.capHeight() / 2, m_font.ascent());
        m_font.draw(m_painter, QPointF(m_plot.right() + labelGap, baseline), tick.label);
    }
}

/// Without a number: it would be older than the one in the header.
void PlotPainter::drawCurrentMark(double at)
{
    const QPointF tip(m_plot.right() + 1, pixelY(at));
    const QPointF corners[] = {tip, tip + QPointF(markSize, -markSize), tip + QPointF(markSize, markSize)};
    m_painter.setRenderHint(QPainter::Antialiasing, true);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_theme.accent);
    m_painter.drawPolygon(corners, static_cast<int>(std::size(corners)));
}

void PlotPainter::drawCentre(const AxisTick &centre)
{
    const double x = crisp(pixelX(centre.at));
    const double width = m_font.width(centre.label);
    const double top = m_plot.top() + m_font.height();
    m_painter.setPen(QPen(m_theme.mutedText, 1, Qt::DotLine));
    m_painter.drawLine(QPointF(x, top + 3), QPointF(x, m_plot.bottom()));
    m_painter.setPen(m_theme.text);
    const double left =
        std::clamp(x - width / 2, m_plot.left(), std::max(m_plot.left(), m_plot.right() - width));
    m_font.draw(m_painter, QPointF(left, m_plot.top() + m_font.ascent()), centre.label);
}

void PlotPainter::drawBanner(const PlotParts &parts)
{
    const QFontMetricsF metrics(m_painter.font());
    const QColor colour = m_style.shadeColour(parts.bannerKind);
    const QString shown = metrics.elidedText(parts.banner, Qt::ElideRight, m_plot.width() - 4 * padding);
    const QSizeF size(metrics.horizontalAdvance(shown) + 2 * padding, metrics.height() + padding);
    const QRectF box(
        QPointF(m_plot.center().x() - size.width() / 2, m_plot.center().y() - size.height() / 2), size);
    m_painter.setRenderHint(QPainter::Antialiasing, true);
    m_painter.setPen(QPen(colour, 1));
    m_painter.setBrush(m_theme.surface);
    m_painter.drawRoundedRect(box, cornerRadius, cornerRadius);
    m_painter.setPen(colour);
    m_painter.drawText(box, Qt::AlignCenter, shown);
}

void PlotPainter::drawMessage(const QString &text)
{
    m_painter.setFont(QApplication::font());
    m_painter.setPen(m_theme.mutedText);
    m_painter.drawText(m_plot.adjusted(padding, 0, -padding, 0), Qt::AlignCenter | Qt::TextWordWrap, text);
}

void PlotPainter::drawCrosshair(const PlotCrosshair &crosshair, const PlotParts &parts)
{
    const double x = crisp(pixelX(crosshair.x));
    const double labelHeight = parts.centreX ? m_font.height() + 2 : 0.0;
    const double top = m_plot.top() + labelHeight;
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.setPen(QPen(m_theme.mutedText, 1, Qt::DashLine));
    m_painter.drawLine(QPointF(x, top), QPointF(x, m_plot.bottom()));
    if (crosshair.y) {
        const double y = crisp(pixelY(*crosshair.y));
        m_painter.drawLine(QPointF(m_plot.left(), y), QPointF(m_plot.right(), y));
        m_painter.setRenderHint(QPainter::Antialiasing, true);
        m_painter.setPen(QPen(m_theme.surface, 2));
        m_painter.setBrush(m_theme.text);
        m_painter.drawEllipse(QPointF(x, y), 4, 4);
    }
    drawReading(crosshair.lines, QPointF(x, top + 2));
}

void PlotPainter::drawReading(const QStringList &lines, const QPointF &corner)
{
    const QFontMetricsF metrics(m_painter.font());
    const QSizeF text = sizeOf(lines, metrics);
    const QSizeF size(text.width() + 2 * padding, text.height() + padding);
    const double x = corner.x();
    const bool isRoomRight = x + padding + size.width() < m_plot.right();
    const double left = isRoomRight ? x + padding : std::max(m_plot.left(), x - padding - size.width());
    const QRectF box(QPointF(left, corner.y()), size);
    m_painter.setRenderHint(QPainter::Antialiasing, true);
    m_painter.setPen(QPen(m_theme.border, 1));
    m_painter.setBrush(withAlpha(m_theme.raised, 240));
    m_painter.drawRoundedRect(box, cornerRadius, cornerRadius);
    double baseline = box.top() + padding / 2 + metrics.ascent();
    for (const QString &line : lines) {
        m_painter.setPen(&line == &lines.first() ? m_theme.mutedText : m_theme.text);
        m_painter.drawText(QPointF(box.left() + padding, baseline), line);
        baseline += metrics.height();
    }
}

void PlotPainter::drawFocus()
{
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.setPen(QPen(m_theme.accent, 1));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRect(m_plot.adjusted(-1, -1, 0, 0));
}

} // namespace touchline
