// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace touchline {

/// A table of one-line rows in a dock: no grid, no frame, no vertical header, one height for all rows.
void makePlain(QTableView &table);

/// Gives the table the font of figures and rows that fit it. The height that so many rows need with the
/// header.
int fitPlain(QTableView &table, int rows);

} // namespace touchline
