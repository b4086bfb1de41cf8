// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/headervalue.h"

#include "ui/theme.h"

#include <QPainter>

#include <utility>

namespace touchline {

HeaderValue::HeaderValue(QWidget *parent) : QWidget(parent)
{
    setFont(tabularFont());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void HeaderValue::setPieces(std::vector<Piece> pieces, Piece unit)
{
    if (pieces == m_pieces && unit == m_unit)
        return;
    m_pieces = std::move(pieces);
    m_unit = std::move(unit);
    setAccessibleName(text());
    update();
}

QString HeaderValue::text() const
{
    return m_unit.text.isEmpty() ? pieceText() : pieceText() + QLatin1Char(' ') + m_unit.text;
}

QString HeaderValue::pieceText() const
{
    QString all;
    for (const Piece &piece : m_pieces)
        all += piece.text;
    return all;
}

QSize HeaderValue::sizeHint() const
{
    return {0, fontMetrics().height()};
}

QSize HeaderValue::minimumSizeHint() const
{
    return sizeHint();
}

void HeaderValue::paintEvent(QPaintEvent *)
{
    if (m_pieces.empty() || fontMetrics().horizontalAdvance(pieceText()) > width())
        return;
    QPainter painter(this);
    const double baseline = (height() - fontMetrics().height()) / 2.0 + fontMetrics().ascent();
    double x = 0.0;
    const auto draw = [&](const QString &text, const QColor &color) {
        painter.setPen(color);
        painter.drawText(QPointF(x, baseline), text);
        x += fontMetrics().horizontalAdvance(text);
    };
    for (const Piece &piece : m_pieces)
        draw(piece.text, piece.color);
    if (!m_unit.text.isEmpty() && fontMetrics().horizontalAdvance(text()) <= width())
        draw(QLatin1Char(' ') + m_unit.text, m_unit.color);
}

} // namespace touchline
