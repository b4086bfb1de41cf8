// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/instrumentdelegate.h"

#include "ui/panes/instrumentmodel.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <numbers>

namespace touchline {

namespace {

constexpr int rowPadding = 10;
constexpr int starWidth = 30;
constexpr int gap = 10;
constexpr int symbolShare = 38; // percent of a line
constexpr QLatin1String finestTick("0.00000001");

void drawStar(QPainter &painter, const QRectF &box, const QColor &colour, bool isFilled)
{
    constexpr int corners = 10;
    const double outer = std::min(box.width(), box.height()) / 2.0;
    const double inner = outer * 0.42;
    QPainterPath star;
    for (int i = 0; i < corners; ++i) {
        const double angle = std::numbers::pi * (2.0 * i / corners - 0.5);
        const double radius = i % 2 == 0 ? outer : inner;
        const QPointF corner = box.center() + QPointF(std::cos(angle), std::sin(angle)) * radius;
        if (i == 0)
            star.moveTo(corner);
        else
            star.lineTo(corner);
    }
    star.closeSubpath();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1));
    painter.setBrush(isFilled ? QBrush(colour) : QBrush(Qt::NoBrush));
    painter.drawPath(star);
}

void drawCurrent(QPainter &painter, const QRect &line, QColor accent)
{
    painter.fillRect(QRect(line.topLeft(), QSize(3, line.height())), accent);
    accent.setAlpha(50);
    painter.fillRect(line, accent);
}

void write(QPainter &painter, const QRect &where, const QString &text, Qt::Alignment side)
{
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, where.width());
    painter.drawText(where, static_cast<int>(side | Qt::AlignVCenter), shown);
}

QFont tickFont()
{
    return tabularFont(0.9);
}

/// The parts of a line behind its star.
struct Columns {
    QRect symbol;
    QRect middle;
    QRect tick;
};

Columns columnsIn(const QRect &whole)
{
    const QRect line = whole.adjusted(starWidth, 0, -gap, 0);
    const int symbolWidth = line.width() * symbolShare / 100;
    const int tickWidth = QFontMetrics(tickFont()).horizontalAdvance(finestTick);
    const QRect symbol(line.left(), line.top(), symbolWidth - gap, line.height());
    const QRect tick(line.right() + 1 - tickWidth, line.top(), tickWidth, line.height());
    const QRect middle(
        symbol.right() + 1 + gap, line.top(), tick.left() - symbol.right() - 2 * gap, line.height());
    return {symbol, middle, tick};
}

QFont bold(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

InstrumentDelegate::InstrumentDelegate(QObject *parent) : QStyledItemDelegate(parent) {}

QRect InstrumentDelegate::starArea(const QRect &line)
{
    return QRect(line.left(), line.top(), starWidth, line.height());
}

QSize InstrumentDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return QSize(0, option.fontMetrics.height() + rowPadding);
}

void InstrumentDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
    const bool isFavourite = index.data(InstrumentModel::FavouriteRole).toBool();
    if (isCurrent)
        drawCurrent(*painter, option.rect, m_theme.accent);
    if (isFavourite || isCurrent) {
        const QPointF centre = QRectF(starArea(option.rect)).center();
        const QColor colour = isFavourite ? m_theme.caution : m_theme.mutedText;
        drawStar(*painter, QRectF(centre - QPointF(7, 7), QSizeF(14, 14)), colour, isFavourite);
    }
    const Columns at = columnsIn(option.rect);
    const bool isTrading = index.data(InstrumentModel::StatusRole).toString().isEmpty();
    painter->setPen(isTrading ? m_theme.text : m_theme.mutedText);
    painter->setFont(bold(option.font));
    write(*painter, at.symbol, index.data(InstrumentModel::SymbolRole).toString(), Qt::AlignLeft);
    painter->setFont(option.font);
    paintMiddle(*painter, at.middle, index);
    painter->setPen(m_theme.mutedText);
    painter->setFont(tickFont());
    write(*painter, at.tick, index.data(InstrumentModel::TickRole).toString(), Qt::AlignRight);
    painter->restore();
}

void InstrumentDelegate::paintHeading(QPainter &painter, const QRect &line) const
{
    const Columns at = columnsIn(line);
    painter.setPen(m_theme.mutedText);
    write(painter, at.symbol, tr("Symbol"), Qt::AlignLeft);
    write(painter, at.middle, tr("Pair"), Qt::AlignLeft);
    write(painter, at.tick, tr("Tick"), Qt::AlignRight);
}

// The pair, and on the right the status of a market that does not trade, which the pair makes room for.
void InstrumentDelegate::paintMiddle(QPainter &painter, const QRect &area, const QModelIndex &index) const
{
    const QString status = index.data(InstrumentModel::StatusRole).toString();
    const bool isRecent = index.data(InstrumentModel::RecentRole).toBool();
    const QString note = !status.isEmpty() ? status : isRecent ? tr("recent") : QString();
    const int noteWidth = note.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(note) + gap;
    painter.setPen(m_theme.mutedText);
    const QRect pair = area.adjusted(0, 0, -noteWidth, 0);
    write(painter, pair, index.data(InstrumentModel::PairRole).toString(), Qt::AlignLeft);
    painter.setPen(status.isEmpty() ? m_theme.mutedText : m_theme.caution);
    write(painter, area, note, Qt::AlignRight);
}

QIcon starIcon(const Theme &theme, bool isFilled)
{
    constexpr int size = 16;
    constexpr qreal scale = 2.0; // sharp on dense displays, too
    QPixmap pixmap(QSize(size, size) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawStar(painter, QRectF(1, 1, size - 2, size - 2), isFilled ? theme.caution : theme.mutedText, isFilled);
    return QIcon(pixmap);
}

} // namespace touchline
