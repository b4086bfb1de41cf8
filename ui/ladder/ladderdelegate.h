// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ladder/laddertext.h"
#include "ui/numberfont.h"
#include "ui/theme.h"

#include <QAbstractItemDelegate>
#include <QFont>

namespace touchline {

/// Everything about the look of a ladder that is the same for all rows.
struct LadderStyle {
    Theme theme;
    QFont font;       ///< tabular
    QFont strongFont; ///< best prices; same advance widths
    LadderWidths widths;
    bool isDimmed = false; ///< the book is not live
};

/// Paints one cell of a ladder: background, size bar growing away from the price, flash, text with the
/// decimal points of a column under each other.
class LadderDelegate : public QAbstractItemDelegate {
    Q_OBJECT

public:
    explicit LadderDelegate(QObject *parent = nullptr) : QAbstractItemDelegate(parent) {}

    void setStyle(LadderStyle style);
    [[nodiscard]] const LadderStyle &style() const { return m_style; }

    [[nodiscard]] int rowHeight() const;
    /// What lies below a row's last pixel, where rows of the same height do not fill the ladder.
    void paintBackground(QPainter &painter, const QRect &cell, const QModelIndex &index) const;
    /// The edge of a cell that flashes.
    [[nodiscard]] static QRect flashPlace(const QRect &cell, LadderColumn column);
    /// What `region` needs of a cell.
    void paintPart(
        QPainter &painter, const QRect &cell, const QModelIndex &index, const QRegion &region) const;
    /// Pixels that the longest text of a column needs, padding included.
    [[nodiscard]] int neededWidth(LadderColumn column) const;

    /// The longest of `forms` that fits into the half of a row in which a side has no numbers; never a part
    /// of one.
    void paintWords(QPainter &painter, const QRect &area, Side half, const QStringList &forms) const;

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintBar(QPainter &painter, const QRect &cell, const QModelIndex &index) const;
    void paintFlashPlace(QPainter &painter, const QRect &cell, const QModelIndex &index) const;
    void paintFlash(QPainter &painter, const QRect &cell, const QModelIndex &index) const;
    void paintLastTrade(QPainter &painter, const QRect &cell, const QModelIndex &index) const;
    void paintEdge(QPainter &painter, const QRect &cell, const QModelIndex &index) const;
    void paintText(QPainter &painter, const QRect &cell, const QModelIndex &index) const;
    void paintNumber(QPainter &painter, QPointF at, const QString &text) const;
    [[nodiscard]] QPointF textAt(const QRect &cell, const QModelIndex &index, const QString &text) const;
    [[nodiscard]] qreal baselineIn(const QRect &cell) const;
    [[nodiscard]] QColor textColor(const QModelIndex &index) const;
    [[nodiscard]] qreal widestText(LadderColumn column) const;
    [[nodiscard]] qreal textWidth(LadderColumn column, const QString &text) const;

    LadderStyle m_style;
    NumberFont m_font;
    NumberFont m_strongFont;
};

} // namespace touchline
