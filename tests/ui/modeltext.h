// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QStringList>

namespace touchline {

/// A row as text, cells between bars: "1.5|1.5|100.00||".
[[nodiscard]] inline QString rowText(const QAbstractItemModel &model, int row)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells << model.index(row, column).data().toString();
    return cells.join(QLatin1Char('|'));
}

/// All rows, top to bottom.
[[nodiscard]] inline QStringList modelText(const QAbstractItemModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows << rowText(model, row);
    return rows;
}

} // namespace touchline
