// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/touchpane.h"

#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace touchline {

namespace {

constexpr int figureGap = 8;
constexpr int longestOverhang = 40;

} // namespace

QColor TouchPane::ink(const QColor &color) const
{
    if (m_texts.isLive)
        return color;
    QColor dimmed = m_theme.mutedText;
    dimmed.setAlphaF(0.75F);
    return dimmed;
}

void TouchPane::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), m_theme.surface);
    const Places at = places();
    const QRegion &region = event->region();
    if (region.intersects(at.prices))
        paintPrices(painter, at, region);
    if (region.intersects(at.aroundBar))
        paintImbalance(painter, at.bar);
    if (region.intersects(at.figures))
        paintFigures(painter, at, region);
}

void TouchPane::paintPrices(QPainter &painter, const Places &at, const QRegion &region) const
{
    const QRect &area = at.prices;
    painter.fillRect(area.center().x(), area.top(), 1, area.height(), m_theme.border);
    if (region.intersects(QRect(area.topLeft(), at.askNumbers.topRight() - QPoint(0, 1)))) {
        painter.setFont(m_words);
        painter.setPen(m_theme.mutedText);
        const int labels = at.bidNumbers.top() - area.top();
        painter.drawText(
            at.bidNumbers.adjusted(0, -labels, 0, 0), Qt::AlignRight | Qt::AlignTop, tr("Best bid"));
        painter.drawText(
            at.askNumbers.adjusted(0, -labels, 0, 0), Qt::AlignLeft | Qt::AlignTop, tr("Best ask"));
    }
    if (region.intersects(at.bidNumbers))
        paintPrice(painter, at.bidNumbers, Side::Bid);
    if (region.intersects(at.askNumbers))
        paintPrice(painter, at.askNumbers, Side::Ask);
}

void TouchPane::paintPrice(QPainter &painter, const QRect &numbers, Side side) const
{
    const bool isBid = side == Side::Bid;
    const QString &price = isBid ? m_texts.bid : m_texts.ask;
    const int room = numbers.height() - qRound(m_values.height());
    const qreal left = isBid ? numbers.right() + 1 - m_prices.width(price) : numbers.left();
    const qreal top = numbers.top() + (room - std::ceil(m_prices.height())) / 2.0;
    painter.setPen(ink(isBid ? m_theme.bid : m_theme.ask));
    m_prices.draw(painter, QPointF(left, top + m_prices.ascent()), price);
    paintSize(painter, numbers, side);
}

/// With its unit in the longest form for which there is room.
void TouchPane::paintSize(QPainter &painter, const QRect &half, Side side) const
{
    const QString &size = side == Side::Bid ? m_texts.bidQty : m_texts.askQty;
    if (size.isEmpty())
        return;
    const qreal number = m_values.groupedWidth(size);
    const auto widthWith = [&](const QString &unit) {
        return number + m_values.digitWidth() + m_values.width(unit);
    };
    const auto unit = std::find_if(m_texts.units.begin(), m_texts.units.end(), [&](const QString &form) {
        return widthWith(form) <= half.width();
    });
    const bool hasUnit = unit != m_texts.units.end();
    const qreal width = hasUnit ? widthWith(*unit) : number;
    const qreal left = side == Side::Bid ? half.right() + 1 - width : half.left();
    const QPointF at(left, half.bottom() + 1 - m_values.height() + m_values.ascent());
    painter.setPen(ink(m_theme.text));
    m_values.drawGrouped(painter, at, size);
    if (!hasUnit)
        return;
    painter.setPen(ink(m_theme.mutedText));
    m_values.draw(painter, at + QPointF(number + m_values.digitWidth(), 0), *unit);
}

void TouchPane::paintImbalance(QPainter &painter, const QRect &area) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.raised);
    const int textWidth = qRound(m_values.width(u"+100 %")) + 10;
    const QRectF bar(area.left(), area.top(), area.width() - textWidth, area.height());
    painter.drawRoundedRect(bar, 3, 3);
    if (m_texts.imbalance) {
        QPainterPath shape;
        shape.addRoundedRect(bar, 3, 3);
        const qreal split = bar.left() + bar.width() * (*m_texts.imbalance + 1.0) / 2.0;
        painter.setClipPath(shape);
        painter.fillRect(QRectF(bar.topLeft(), QPointF(split - 1, bar.bottom())), ink(m_theme.bid));
        painter.fillRect(QRectF(QPointF(split + 1, bar.top()), bar.bottomRight()), ink(m_theme.ask));
        painter.setClipping(false);
    }
    painter.setPen(ink(m_theme.text));
    const qreal left = area.right() + 1 - m_values.width(m_texts.imbalanceText);
    const int top = area.center().y() - qRound(m_values.height()) / 2;
    m_values.draw(painter, QPointF(left, top + m_values.ascent()), m_texts.imbalanceText);
}

/// Only those in or beside `region`: a long value may reach into the next cell.
void TouchPane::paintFigures(QPainter &painter, const Places &at, const QRegion &region) const
{
    const int count = static_cast<int>(m_texts.figures.size());
    const QRect area = at.figures.adjusted(0, 0, -margin, 0);
    const int labels = at.values.top() - area.top();
    for (int i = 0; i < count; ++i) {
        const int left = area.left() + area.width() * i / count;
        const QRect cell(left, area.top(), area.width() / count - figureGap, area.height());
        const QRect values = cell.adjusted(0, labels, longestOverhang, 0);
        if (region.intersects(QRect(cell.left(), cell.top(), values.width(), labels)))
            paintLabel(painter, cell, static_cast<std::size_t>(i));
        if (region.intersects(values))
            paintFigure(painter, cell, static_cast<std::size_t>(i));
    }
}

void TouchPane::paintLabel(QPainter &painter, const QRect &cell, std::size_t which) const
{
    const Figure &figure = m_texts.figures[which];
    painter.setFont(m_words);
    painter.setPen(m_theme.mutedText);
    painter.drawText(cell, Qt::AlignLeft | Qt::AlignTop, figure.label);
    if (which != lastFigure || !m_texts.lastTrade)
        return;
    const QFontMetrics words(m_words);
    const int x = cell.left() + words.horizontalAdvance(figure.label) + 6;
    const qreal y = cell.top() + words.height() / 2.0;
    const qreal tip = *m_texts.lastTrade == Aggressor::Buyer ? -4.0 : 4.0;
    QPainterPath arrow(QPointF(x + 4, y + tip));
    arrow.lineTo(x, y - tip);
    arrow.lineTo(x + 8, y - tip);
    arrow.closeSubpath();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(arrow, inkOf(which));
}

/// The last trade has the colour of the side that came.
QColor TouchPane::inkOf(std::size_t figure) const
{
    if (figure != lastFigure || !m_texts.lastTrade)
        return ink(m_theme.text);
    return ink(*m_texts.lastTrade == Aggressor::Buyer ? m_theme.bid : m_theme.ask);
}

void TouchPane::paintFigure(QPainter &painter, const QRect &cell, std::size_t which) const
{
    const Figure &figure = m_texts.figures[which];
    painter.setPen(inkOf(which));
    const qreal valueTop = cell.top() + QFontMetrics(m_words).height() + 2.0;
    m_values.draw(painter, QPointF(cell.left(), valueTop + m_values.ascent()), figure.value);
    painter.setPen(ink(m_theme.mutedText));
    const qreal remarkTop = valueTop + m_values.height() + 2.0;
    const QString whole = figure.remark + figure.more;
    const bool fits = cell.left() + m_remarks.width(whole) <= width();
    m_remarks.draw(
        painter, QPointF(cell.left(), remarkTop + m_remarks.ascent()), fits ? whole : figure.remark);
}

} // namespace touchline
