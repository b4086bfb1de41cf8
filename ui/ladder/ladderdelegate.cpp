// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/ladderdelegate.h"

#include "ui/ladder/laddermodel.h"

#include <QPainter>
#include <QPainterPath>
#include <QRegion>

#include <algorithm>
#include <cmath>

namespace touchline {

namespace {

constexpr int padding = 8;
constexpr int flashWidth = 3;
constexpr qreal hatchStrength = 0.3;
constexpr int priceMargin = 14; // room for the mark of the last trade on both sides

LadderColumn columnOf(const QModelIndex &index)
{
    return static_cast<LadderColumn>(index.column());
}

/// Not through data(): that costs as much as drawing the cell.
const LadderRow &rowOf(const QModelIndex &index)
{
    return static_cast<const LadderModel *>(index.model())->row(index.row());
}

bool isBidColumn(LadderColumn column)
{
    return column == LadderColumn::BidTotal || column == LadderColumn::BidSize;
}

bool isSizeColumn(LadderColumn column)
{
    return column == LadderColumn::BidSize || column == LadderColumn::AskSize;
}

bool isTotalColumn(LadderColumn column)
{
    return column == LadderColumn::BidTotal || column == LadderColumn::AskTotal;
}

QColor faded(QColor color, qreal factor)
{
    color.setAlphaF(color.alphaF() * static_cast<float>(factor));
    return color;
}

/// Where the zeros begin that only fill up the decimals ("1.50000" -> 3).
qsizetype significantLength(const QString &text)
{
    if (!text.contains(QLatin1Char('.')))
        return text.size();
    qsizetype length = text.size();
    while (text.at(length - 1) == QLatin1Char('0'))
        --length;
    return text.at(length - 1) == QLatin1Char('.') ? length - 1 : length;
}

} // namespace

void LadderDelegate::setStyle(LadderStyle style)
{
    const bool isOtherFont = style.font != m_style.font || style.strongFont != m_style.strongFont;
    m_style = std::move(style);
    if (!isOtherFont)
        return;
    m_font = NumberFont(m_style.font);
    m_strongFont = NumberFont(m_style.strongFont);
}

int LadderDelegate::rowHeight() const
{
    return static_cast<int>(std::ceil(m_font.height())) + 3;
}

int LadderDelegate::neededWidth(LadderColumn column) const
{
    const int margin = column == LadderColumn::Prices ? priceMargin : padding;
    return static_cast<int>(std::ceil(widestText(column))) + 2 * margin;
}

qreal LadderDelegate::widestText(LadderColumn column) const
{
    const LadderWidths &widths = m_style.widths;
    if (column == LadderColumn::Prices)
        return m_font.digitWidth() * widths.price;
    return isTotalColumn(column) ? m_font.digitWidth() * widths.total + m_font.digitGap() * widths.totalGaps
                                 : m_font.digitWidth() * widths.size + m_font.digitGap() * widths.sizeGaps;
}

qreal LadderDelegate::textWidth(LadderColumn column, const QString &text) const
{
    return column == LadderColumn::Prices ? m_font.width(text) : m_font.groupedWidth(text);
}

QSize LadderDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {neededWidth(columnOf(index)), rowHeight()};
}

/// A flash fades in many steps for each change of its number: then nothing but the flash is painted.
void LadderDelegate::paintPart(
    QPainter &painter, const QRect &cell, const QModelIndex &index, const QRegion &region) const
{
    const LadderColumn column = columnOf(index);
    const QRect rest =
        isBidColumn(column) ? cell.adjusted(0, 0, -flashWidth, 0) : cell.adjusted(flashWidth, 0, 0, 0);
    // Where there is too little room, a number may reach into the place of the flash.
    const bool isRoomy = cell.width() >= neededWidth(column);
    if (isSizeColumn(column) && isRoomy && !region.intersects(rest))
        return paintFlashPlace(painter, cell, index);
    QStyleOptionViewItem option;
    option.rect = cell;
    paint(&painter, option, index);
}

void LadderDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    paintBackground(*painter, option.rect, index);
    paintBar(*painter, option.rect, index);
    if (!m_style.isDimmed)
        paintFlash(*painter, option.rect, index);
    paintEdge(*painter, option.rect, index);
    if (columnOf(index) == LadderColumn::Prices)
        paintLastTrade(*painter, option.rect, index);
    paintText(*painter, option.rect, index);
}

void LadderDelegate::paintBackground(QPainter &painter, const QRect &cell, const QModelIndex &index) const
{
    const Theme &theme = m_style.theme;
    const RowKind kind = rowOf(index).kind;
    // The column of prices is there where prices are: of an empty book nothing lies behind the note.
    const bool isPrice = columnOf(index) == LadderColumn::Prices && kind != RowKind::Blank;
    const bool isRaised = isPrice || kind == RowKind::Spread;
    painter.fillRect(cell, isRaised ? theme.raised : theme.surface);
    if (kind == RowKind::Inside)
        painter.fillRect(cell, faded(theme.window, 0.6));
    if (!rowOf(index).isCarried)
        painter.fillRect(cell, QBrush(theme.border, Qt::BDiagPattern));
    else if (rowOf(index).beyond)
        painter.fillRect(cell, QBrush(faded(theme.mutedText, hatchStrength), Qt::BDiagPattern));
}

/// On the side of the row that is nearer to the touch.
void LadderDelegate::paintEdge(QPainter &painter, const QRect &cell, const QModelIndex &index) const
{
    const LadderRow &row = rowOf(index);
    if (!row.isEdge)
        return;
    const int y = row.beyond->side == Side::Bid ? cell.top() : cell.bottom();
    painter.fillRect(cell.left(), y, cell.width(), 1, m_style.theme.mutedText);
}

void LadderDelegate::paintBar(QPainter &painter, const QRect &cell, const QModelIndex &index) const
{
    const int share = index.data(LadderModel::BarRole).toInt();
    if (share == 0)
        return;
    const LadderColumn column = columnOf(index);
    const Theme &theme = m_style.theme;
    QColor color = isBidColumn(column) ? theme.bidBar : theme.askBar;
    if (isTotalColumn(column))
        color = faded(color, 0.45);
    if (m_style.isDimmed)
        color = faded(color, 0.35);
    // Sizes leave the edge free that flashes.
    const int edge = isTotalColumn(column) ? 0 : flashWidth;
    const int width = std::max(1, (cell.width() - edge) * share / 255);
    const int left = isBidColumn(column) ? cell.right() + 1 - edge - width : cell.left() + edge;
    const QRect bar(left, cell.top() + 1, width, cell.height() - 1);
    painter.fillRect(bar, color);
}

void LadderDelegate::paintFlash(QPainter &painter, const QRect &cell, const QModelIndex &index) const
{
    const int strength = index.data(LadderModel::FlashRole).toInt();
    if (strength == 0)
        return;
    const QRect edge = flashPlace(cell, columnOf(index)).adjusted(0, 1, 0, 0);
    painter.fillRect(edge, faded(m_style.theme.flash, strength / 255.0));
}

/// Beside the price: laid over the bar, a flash would change the colour that tells the side.
QRect LadderDelegate::flashPlace(const QRect &cell, LadderColumn column)
{
    const int left = isBidColumn(column) ? cell.right() + 1 - flashWidth : cell.left();
    return {left, cell.top(), flashWidth, cell.height()};
}

void LadderDelegate::paintFlashPlace(QPainter &painter, const QRect &cell, const QModelIndex &index) const
{
    const QRect place = flashPlace(cell, columnOf(index));
    paintBackground(painter, place, index);
    if (!m_style.isDimmed)
        paintFlash(painter, cell, index);
    paintEdge(painter, place, index);
}

void LadderDelegate::paintLastTrade(QPainter &painter, const QRect &cell, const QModelIndex &index) const
{
    const std::optional<Aggressor> trade = rowOf(index).lastTrade;
    if (!trade)
        return;
    // A buyer came from the left and took the offer on the right; a seller the other way round.
    const bool byBuyer = *trade == Aggressor::Buyer;
    const QColor color = byBuyer ? m_style.theme.bid : m_style.theme.ask;
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(faded(color, m_style.isDimmed ? 0.4 : 0.9), 1.0));
    painter.setBrush(faded(color, 0.14));
    painter.drawRoundedRect(QRectF(cell).adjusted(1.5, 1.5, -1.5, -0.5), 3.0, 3.0);
    const qreal tip = byBuyer ? cell.right() - 3.5 : cell.left() + 4.5;
    const qreal base = byBuyer ? tip - 5.0 : tip + 5.0;
    const qreal middle = cell.top() + cell.height() / 2.0 + 0.5;
    QPainterPath arrow(QPointF(tip, middle));
    arrow.lineTo(base, middle - 4.0);
    arrow.lineTo(base, middle + 4.0);
    arrow.closeSubpath();
    painter.fillPath(arrow, faded(color, m_style.isDimmed ? 0.5 : 1.0));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

QColor LadderDelegate::textColor(const QModelIndex &index) const
{
    const Theme &theme = m_style.theme;
    if (m_style.isDimmed)
        return faded(theme.mutedText, 0.75);
    const RowKind kind = rowOf(index).kind;
    const LadderColumn column = columnOf(index);
    if (column == LadderColumn::Prices) {
        if (kind == RowKind::Ask)
            return theme.ask;
        return kind == RowKind::Bid ? theme.bid : theme.mutedText;
    }
    return isTotalColumn(column) ? theme.mutedText : theme.text;
}

void LadderDelegate::paintText(QPainter &painter, const QRect &cell, const QModelIndex &index) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    if (text.isEmpty())
        return;
    const LadderColumn column = columnOf(index);
    if (rowOf(index).kind == RowKind::Spread && column != LadderColumn::Prices)
        return; // paintWords: there is more room for them than their cell
    const QPointF at = textAt(cell, index, text);
    const bool isTooWide = textWidth(column, text) > cell.width();
    if (isTooWide) {
        painter.save();
        painter.setClipRect(cell);
    }
    painter.setPen(textColor(index));
    if (column == LadderColumn::Prices)
        (rowOf(index).isBest ? m_strongFont : m_font).draw(painter, at, text);
    else
        paintNumber(painter, at, text);
    if (isTooWide)
        painter.restore();
}

/// All texts of a column end at the same place; the block they form stands next to the price.
QPointF LadderDelegate::textAt(const QRect &cell, const QModelIndex &index, const QString &text) const
{
    const LadderColumn column = columnOf(index);
    const qreal block = widestText(column);
    qreal end = cell.right() + 1 - padding;
    if (column == LadderColumn::Prices)
        end = cell.left() + (cell.width() + block) / 2.0;
    else if (!isBidColumn(column))
        end = std::min(end, cell.left() + padding + block);
    return {end - textWidth(column, text), baselineIn(cell)};
}

qreal LadderDelegate::baselineIn(const QRect &cell) const
{
    return cell.top() + (cell.height() - m_font.height()) / 2.0 + m_font.ascent();
}

void LadderDelegate::paintWords(
    QPainter &painter, const QRect &area, Side half, const QStringList &forms) const
{
    const auto fits = [&](const QString &form) { return m_font.width(form) + padding <= area.width(); };
    const auto form = std::find_if(forms.begin(), forms.end(), fits);
    if (form == forms.end() || form->isEmpty())
        return;
    const qreal width = m_font.width(*form);
    const qreal left = half == Side::Bid ? area.right() + 1 - padding - width : area.left() + qreal{padding};
    const Theme &theme = m_style.theme;
    painter.setPen(m_style.isDimmed ? faded(theme.mutedText, 0.75) : theme.mutedText);
    m_font.draw(painter, QPointF(left, baselineIn(area)), *form);
}

void LadderDelegate::paintNumber(QPainter &painter, QPointF at, const QString &text) const
{
    const QStringView number(text);
    const qsizetype length = significantLength(text);
    m_font.drawGrouped(painter, at, number.first(length));
    if (length == number.size())
        return;
    painter.setPen(faded(painter.pen().color(), 0.38));
    m_font.draw(painter, at + QPointF(m_font.groupedWidth(number.first(length)), 0.0), number.sliced(length));
}

} // namespace touchline
