// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stateshape.h"

#include <QPainter>
#include <QPainterPath>

namespace touchline {

namespace {

void paintTriangle(QPainter &painter, const QRectF &square)
{
    QPainterPath path(QPointF(square.center().x(), square.top()));
    path.lineTo(square.bottomRight());
    path.lineTo(square.bottomLeft());
    path.closeSubpath();
    painter.drawPath(path);
    const qreal x = square.center().x();
    painter.drawLine(
        QPointF(x, square.top() + square.height() * 0.42), QPointF(x, square.top() + square.height() * 0.66));
    painter.drawPoint(QPointF(x, square.top() + square.height() * 0.84));
}

void paintCross(QPainter &painter, const QRectF &square)
{
    const QRectF inner = square.adjusted(1, 1, -1, -1);
    painter.drawLine(inner.topLeft(), inner.bottomRight());
    painter.drawLine(inner.topRight(), inner.bottomLeft());
}

/// Part of a circle, in degrees.
void paintArc(QPainter &painter, const QRectF &square, int start, int span)
{
    painter.drawArc(square, start * 16, span * 16);
}

void paintHalf(QPainter &painter, const QRectF &square)
{
    painter.drawEllipse(square);
    painter.setBrush(painter.pen().color());
    painter.drawChord(square, 90 * 16, 180 * 16);
}

} // namespace

QColor stateColor(const Theme &theme, FeedState state)
{
    switch (state) {
    case FeedState::Live:
        return theme.good;
    case FeedState::Connecting:
    case FeedState::Syncing:
    case FeedState::Stale:
    case FeedState::Resyncing:
    case FeedState::Reconnecting:
        return theme.caution;
    case FeedState::Failed:
        return theme.bad;
    case FeedState::Ended:
        return theme.mutedText;
    }
    return theme.bad;
}

void paintStateShape(QPainter &painter, const QRectF &square, FeedState state, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    switch (state) {
    case FeedState::Connecting:
        painter.drawEllipse(square);
        break;
    case FeedState::Syncing:
        paintHalf(painter, square);
        break;
    case FeedState::Live:
        painter.setBrush(color);
        painter.drawEllipse(square);
        break;
    case FeedState::Stale:
        paintTriangle(painter, square);
        break;
    case FeedState::Resyncing:
        paintArc(painter, square, 60, 290);
        break;
    case FeedState::Reconnecting:
        paintArc(painter, square, 20, 140);
        paintArc(painter, square, 200, 140);
        break;
    case FeedState::Failed:
        paintCross(painter, square);
        break;
    case FeedState::Ended:
        painter.drawRect(square.adjusted(1, 1, -1, -1));
        break;
    }
    painter.restore();
}

} // namespace touchline
