// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QIcon>
#include <QStyledItemDelegate>

namespace touchline {

/// Draws one line of the symbol list: star, symbol, pair, status, tick size.
class InstrumentDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit InstrumentDelegate(QObject *parent = nullptr);

    void setTheme(const Theme &theme) { m_theme = theme; }

    /// Where a line's star is; a click there toggles it.
    [[nodiscard]] static QRect starArea(const QRect &line);

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// What the columns are, in a line of the same width.
    void paintHeading(QPainter &painter, const QRect &line) const;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintMiddle(QPainter &painter, const QRect &area, const QModelIndex &index) const;

    Theme m_theme = theme(ThemeKind::Dark);
};

/// A star, filled for a favourite.
[[nodiscard]] QIcon starIcon(const Theme &theme, bool isFilled);

} // namespace touchline
