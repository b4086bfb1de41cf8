// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/ladderoverlay.h"

#include "ui/stateshape.h"

#include <QPainter>
#include <QPainterPath>
#include <QtMath>

#include <algorithm>

namespace touchline {

namespace {

constexpr int cardPadding = 14;
constexpr int shapeSize = 14;

} // namespace

LadderOverlay::LadderOverlay(QWidget *parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void LadderOverlay::setNote(const LadderNote &note)
{
    if (note == m_note)
        return;
    m_note = note;
    setVisible(!m_note.isEmpty());
    update();
}

void LadderOverlay::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void LadderOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_note.title.isEmpty())
        paintCard(painter);
    if (!m_note.above.isEmpty())
        paintEdge(painter, m_note.above, true);
    if (!m_note.below.isEmpty())
        paintEdge(painter, m_note.below, false);
}

void LadderOverlay::paintCard(QPainter &painter) const
{
    QFont titleFont = font();
    titleFont.setPointSizeF(titleFont.pointSizeF() * 1.25);
    titleFont.setWeight(QFont::DemiBold);
    const int width = std::min(this->width() - 24, 420);
    const int textWidth = width - 2 * cardPadding;
    const int titleHeight = QFontMetrics(titleFont).height();
    const QRect wrapped = painter.fontMetrics().boundingRect(
        QRect(0, 0, textWidth, 1000), Qt::AlignLeft | Qt::TextWordWrap, m_note.detail);
    const int detailHeight = m_note.detail.isEmpty() ? 0 : wrapped.height() + 6;
    const int height = 2 * cardPadding + titleHeight + detailHeight;
    // With a book below it the card stays off the middle, where the touch is.
    const int top = m_note.hasBook ? this->height() / 12 : (this->height() - height) / 2;
    const QRectF card((this->width() - width) / 2.0, top, width, height);

    const QColor color = stateColor(m_theme, m_note.state);
    QColor paper = m_theme.raised;
    paper.setAlphaF(0.95F);
    painter.setPen(QPen(color, 1.2));
    painter.setBrush(paper);
    painter.drawRoundedRect(card, 6, 6);

    const QRectF inner = card.adjusted(cardPadding, cardPadding, -cardPadding, -cardPadding);
    const QRectF shape(inner.left(), inner.top() + (titleHeight - shapeSize) / 2.0, shapeSize, shapeSize);
    paintStateShape(painter, shape, m_note.state, color);
    painter.setFont(titleFont);
    painter.setPen(color);
    const QRectF line(inner.left() + shapeSize + 9, inner.top(), inner.width() - shapeSize - 9, titleHeight);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_note.title);
    const int besideTitle = qFloor(line.width()) - painter.fontMetrics().horizontalAdvance(m_note.title);
    painter.setFont(font());
    painter.setPen(m_theme.mutedText);
    if (painter.fontMetrics().horizontalAdvance(m_note.since) + shapeSize < besideTitle)
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_note.since);
    painter.setPen(m_theme.text);
    painter.drawText(
        inner.adjusted(0, titleHeight + 6, 0, 0), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
        m_note.detail);
}

void LadderOverlay::paintEdge(QPainter &painter, const QString &text, bool atTop) const
{
    const int height = painter.fontMetrics().height() + 8;
    const int width = std::min(painter.fontMetrics().horizontalAdvance(text) + 40, this->width() - 8);
    const QRectF pill(
        (this->width() - width) / 2.0, atTop ? 4.0 : this->height() - height - 4.0, width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.accent);
    painter.drawRoundedRect(pill, height / 2.0, height / 2.0);
    const QColor ink = m_theme.kind == ThemeKind::Dark ? m_theme.window : m_theme.surface;
    const qreal x = pill.left() + 16;
    const qreal y = pill.center().y();
    const qreal up = atTop ? -1.0 : 1.0;
    QPainterPath arrow(QPointF(x, y + up * 4));
    arrow.lineTo(x - 5, y - up * 3);
    arrow.lineTo(x + 5, y - up * 3);
    arrow.closeSubpath();
    painter.fillPath(arrow, ink);
    painter.setPen(ink);
    painter.drawText(pill.adjusted(28, 0, -8, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
}

} // namespace touchline
