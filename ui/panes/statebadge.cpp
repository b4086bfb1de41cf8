// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/statebadge.h"

#include "ui/stateshape.h"
#include "ui/statetext.h"

#include <QPainter>

namespace touchline {

namespace {

constexpr int shapeSize = 10;
constexpr int padding = 9;

QFont strong(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

StateBadge::StateBadge(QWidget *parent) : QWidget(parent), m_theme(theme(ThemeKind::Dark))
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
}

void StateBadge::setState(FeedState state)
{
    if (state == m_state)
        return;
    m_state = state;
    update();
}

void StateBadge::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

QSize StateBadge::sizeHint() const
{
    // As wide as the longest word, so that nothing beside it moves.
    const QFontMetrics metrics(strong(font()));
    const int words = metrics.horizontalAdvance(stateWord(FeedState::Reconnecting));
    return {words + shapeSize + 3 * padding, metrics.height() + 8};
}

void StateBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = stateColor(m_theme, m_state);
    QColor wash = color;
    wash.setAlphaF(0.16F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(wash);
    const QRectF pill = QRectF(rect()).adjusted(0, 2, 0, -2);
    painter.drawRoundedRect(pill, 4, 4);
    const QRectF shape(padding, pill.center().y() - shapeSize / 2.0, shapeSize, shapeSize);
    paintStateShape(painter, shape, m_state, color);
    painter.setFont(strong(font()));
    painter.setPen(color);
    painter.drawText(
        pill.adjusted(2 * padding + shapeSize - 2, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
        stateWord(m_state));
}

} // namespace touchline
