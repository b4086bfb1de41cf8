// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/plaintable.h"

#include "ui/theme.h"

#include <QHeaderView>
#include <QTableView>

namespace touchline {

void makePlain(QTableView &table)
{
    table.setShowGrid(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setWordWrap(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.horizontalHeader()->setHighlightSections(false);
}

int fitPlain(QTableView &table, int rows)
{
    table.setFont(tabularFont(0.92));
    table.horizontalHeader()->setFont(table.font());
    // As the cells, which the window's own headers are not.
    table.setStyleSheet(QStringLiteral("QHeaderView::section { padding: 3px; }"));
    const int rowHeight = table.fontMetrics().height() + 5;
    table.verticalHeader()->setDefaultSectionSize(rowHeight);
    const int headerHeight = rowHeight + 8;
    table.horizontalHeader()->setFixedHeight(headerHeight);
    return headerHeight + rowHeight * rows;
}

} // namespace touchline
