// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedbreaks.h"

#include <QAbstractTableModel>

namespace touchline {

/// The breaks of one feed as rows, the newest first: when, how long, why, and between which updates.
class BreaksModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { When, Length, Cause, LastId, FirstId, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// The only mutator. `now` is on the feed's clock: a break that lasts grows by it.
    void setBreaks(SharedBreaks breaks, Instant now);

    [[nodiscard]] int rowCount(const QModelIndex &parent = QModelIndex()) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = QModelIndex()) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void append(SharedBreaks breaks);
    [[nodiscard]] const FeedBreak &breakAt(int row) const;
    [[nodiscard]] QString textAt(const FeedBreak &one, Column column) const;

    SharedBreaks m_breaks = noBreaks();
    Instant m_now;
};

} // namespace touchline
