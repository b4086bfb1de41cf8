// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/breaksmodel.h"

#include "ui/format.h"

#include <utility>

namespace touchline {

namespace {

const QString none = QStringLiteral("–");

QString idText(const std::optional<std::uint64_t> &id)
{
    return id ? QString::number(*id) : none;
}

QString headerOf(int column)
{
    switch (static_cast<BreaksModel::Column>(column)) {
    case BreaksModel::When:
        return BreaksModel::tr("Since (UTC)");
    case BreaksModel::Length:
        return BreaksModel::tr("Lasted");
    case BreaksModel::Cause:
        return BreaksModel::tr("Cause");
    case BreaksModel::LastId:
        return BreaksModel::tr("Complete to");
    case BreaksModel::FirstId:
        return BreaksModel::tr("Again from");
    case BreaksModel::ColumnCount:
        break;
    }
    return {};
}

bool isId(int column)
{
    return column == BreaksModel::LastId || column == BreaksModel::FirstId;
}

} // namespace

void BreaksModel::setBreaks(SharedBreaks breaks, Instant now)
{
    m_now = now;
    if (breaks != m_breaks) {
        const bool isSameFeed = !m_breaks->empty() && breaks->size() >= m_breaks->size() &&
                                breaks->front().begun == m_breaks->front().begun;
        if (isSameFeed) {
            append(std::move(breaks));
        } else {
            beginResetModel();
            m_breaks = std::move(breaks);
            endResetModel();
        }
    } else if (!m_breaks->empty() && !m_breaks->back().ended) {
        emit dataChanged(index(0, Length), index(0, Length));
    }
}

/// What was the newest row may have ended meanwhile.
void BreaksModel::append(SharedBreaks breaks)
{
    const int added = static_cast<int>(breaks->size() - m_breaks->size());
    if (added > 0)
        beginInsertRows({}, 0, added - 1);
    m_breaks = std::move(breaks);
    if (added > 0)
        endInsertRows();
    emit dataChanged(index(added, When), index(added, FirstId));
}

const FeedBreak &BreaksModel::breakAt(int row) const
{
    return (*m_breaks)[m_breaks->size() - 1 - static_cast<std::size_t>(row)];
}

QString BreaksModel::textAt(const FeedBreak &one, Column column) const
{
    switch (column) {
    case When:
        return timeOfDayText(one.begun);
    case Length:
        return one.ended ? ageText(*one.ended - one.begun) : tr("%1, lasts").arg(ageText(m_now - one.begun));
    case Cause:
        return QString::fromStdString(one.cause);
    case LastId:
        return idText(one.lastId);
    case FirstId:
        return idText(one.firstId);
    case ColumnCount:
        break;
    }
    return {};
}

int BreaksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_breaks->size());
}

int BreaksModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BreaksModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FeedBreak &one = breakAt(index.row());
    if (role == Qt::DisplayRole)
        return textAt(one, static_cast<Column>(index.column()));
    // A cause may quote what a venue sent: no tool tip, which might take it for markup.
    if (role == Qt::TextAlignmentRole && isId(index.column()))
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant BreaksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return headerOf(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isId(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace touchline
