// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/instrumentfilter.h"

#include <QAbstractListModel>

namespace touchline {

/// The lines of the symbol list.
class InstrumentModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        SymbolRole = Qt::DisplayRole,
        PairRole = Qt::UserRole, ///< "BTC/USDT"
        StatusRole,              ///< the venue's word when it is not trading, else empty
        TickRole,                ///< tick size as text, empty when unknown
        FavouriteRole,
        RecentRole,
    };

    explicit InstrumentModel(QObject *parent = nullptr);

    /// The only mutator. Keeps the list alive.
    void setRows(InstrumentList instruments, std::vector<SymbolRow> rows);

    [[nodiscard]] int rowCount(const QModelIndex &parent = QModelIndex()) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString accessibleText(const SymbolRow &row) const;

    InstrumentList m_instruments;
    std::vector<SymbolRow> m_rows;
};

} // namespace touchline
