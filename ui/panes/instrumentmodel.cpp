// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/instrumentmodel.h"

#include "ui/format.h"
#include "ui/statetext.h"

#include <utility>

namespace touchline {

namespace {

/// What the market is called everywhere, unless the exchange calls it so, too.
QString pairText(const Instrument &instrument)
{
    const std::string name = instrument.normalisedName();
    return name == instrument.symbol ? QString() : QString::fromStdString(name);
}

QString tickText(const Instrument &instrument)
{
    return instrument.tickSize.isZero() ? QString() : priceText(instrument, instrument.tickSize);
}

} // namespace

InstrumentModel::InstrumentModel(QObject *parent) : QAbstractListModel(parent) {}

void InstrumentModel::setRows(InstrumentList instruments, std::vector<SymbolRow> rows)
{
    beginResetModel();
    m_instruments = std::move(instruments);
    m_rows = std::move(rows);
    endResetModel();
}

int InstrumentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant InstrumentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return QVariant();
    const SymbolRow &row = m_rows[static_cast<std::size_t>(index.row())];
    const Instrument &instrument = (*m_instruments)[row.instrument];
    switch (role) {
    case SymbolRole:
        return QString::fromStdString(instrument.symbol);
    case PairRole:
        return pairText(instrument);
    case StatusRole:
        return haltText(instrument);
    case TickRole:
        return tickText(instrument);
    case FavouriteRole:
        return row.isFavourite;
    case RecentRole:
        return row.isRecent;
    case Qt::AccessibleTextRole:
        return accessibleText(row);
    default:
        return QVariant();
    }
}

QString InstrumentModel::accessibleText(const SymbolRow &row) const
{
    const Instrument &instrument = (*m_instruments)[row.instrument];
    QStringList parts{QString::fromStdString(instrument.symbol), pairText(instrument), haltText(instrument)};
    if (row.isFavourite)
        parts.append(tr("favourite"));
    if (row.isRecent)
        parts.append(tr("recently used"));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

} // namespace touchline
