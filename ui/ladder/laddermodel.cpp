// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/laddermodel.h"

#include "book/depth.h"
#include "ui/ladder/ladderdiff.h"
#include "ui/venuewords.h"

#include <algorithm>
#include <utility>

namespace touchline {

namespace {

const LadderCell *cellOf(const LadderRow &row, LadderColumn column)
{
    switch (column) {
    case LadderColumn::BidTotal:
    case LadderColumn::BidSize:
        return &row.bid;
    case LadderColumn::AskSize:
    case LadderColumn::AskTotal:
        return &row.ask;
    case LadderColumn::Prices:
        break;
    }
    return nullptr;
}

int barOf(const LadderRow &row, LadderColumn column)
{
    const LadderCell *cell = cellOf(row, column);
    if (cell == nullptr)
        return 0;
    const bool isTotal = column == LadderColumn::BidTotal || column == LadderColumn::AskTotal;
    return isTotal ? cell->totalBar : cell->bar;
}

int flashOf(const LadderRow &row, LadderColumn column)
{
    const LadderCell *cell = cellOf(row, column);
    const bool isSize = column == LadderColumn::BidSize || column == LadderColumn::AskSize;
    return cell != nullptr && isSize ? cell->flash : 0;
}

/// Headings stand over their numbers, which stand next to the price.
int headerAlignment(LadderColumn column)
{
    if (column == LadderColumn::Prices)
        return Qt::AlignCenter;
    const bool isBid = column == LadderColumn::BidTotal || column == LadderColumn::BidSize;
    return static_cast<int>(Qt::AlignVCenter) | static_cast<int>(isBid ? Qt::AlignRight : Qt::AlignLeft);
}

} // namespace

LadderModel::LadderModel(QObject *parent) : QAbstractTableModel(parent)
{
    m_rows.resize(static_cast<std::size_t>(m_window.rowCount()));
}

void LadderModel::setView(const FeedView &view, Instant now)
{
    const bool isOther = view.exchange != m_exchange || view.instrument->symbol != m_instrument->symbol;
    const bool wasLive = std::exchange(m_state, view.status.state) == FeedState::Live;
    const bool isOtherBook = isOther || view.book != m_newest || !isSame(view.instrument, m_instrument);
    const bool isOtherTrade = view.lastTrade != m_lastTrade;
    m_now = now;
    if (isOther)
        startOver(view);
    m_lastTrade = view.lastTrade;
    if (isOtherBook) {
        settleTick(view);
        m_exchange = view.exchange;
        if (!isSame(std::exchange(m_instrument, view.instrument), view.instrument))
            emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
        m_newest = view.book;
        if (m_newest->isDeep())
            m_deep = m_newest;
        LadderBook after = windowOf(m_newest);
        if (!isOther && wasLive && view.status.isLive())
            noteChanges(m_book, after, now);
        m_book = std::move(after);
    }
    if (isOtherBook || isOtherTrade)
        rebuild();
}

void LadderModel::setWindow(int rowsPerSide, Price step, std::optional<Price> pinnedAt)
{
    if (rowsPerSide != m_window.rowsPerSide)
        resizeRows(rowsPerSide);
    const Price newStep = std::max(step, m_window.tick);
    const bool regroup = newStep != m_window.step;
    m_window.step = newStep;
    m_window.pinnedAt = pinnedAt;
    if (regroup) {
        m_text = LadderText(m_instrument, m_window);
        m_flashes.clear();
        m_bars = {};
    }
    m_book = windowOf(m_newest);
    rebuild();
    if (regroup)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void LadderModel::advance(Instant now)
{
    m_now = now;
    if (m_flashes.isEmpty())
        return;
    std::vector<LadderRow> rows = m_rows;
    fadeFlashes(rows);
    m_flashes.prune(now);
    replaceRows(std::move(rows));
}

int LadderModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LadderModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ladderColumns;
}

QVariant LadderModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LadderRow &row = this->row(index.row());
    const auto column = static_cast<LadderColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return m_text.text(row, column);
    case Qt::AccessibleTextRole:
        return m_text.spoken(row, column);
    case Qt::ToolTipRole:
        return tipOf(row, column);
    case KindRole:
        return static_cast<int>(row.kind);
    case SpreadRowRole:
        return row.kind == RowKind::Spread;
    case BestRole:
        return row.isBest;
    case CarriedRole:
        return row.isCarried;
    case BeyondRole:
        return row.beyond.has_value();
    case BarRole:
        return barOf(row, column);
    case FlashRole:
        return flashOf(row, column);
    case LastTradeRole:
        return row.lastTrade ? QVariant(static_cast<int>(*row.lastTrade)) : QVariant();
    default:
        return {};
    }
}

QString LadderModel::tipOf(const LadderRow &row, LadderColumn column) const
{
    if (row.beyond)
        return m_text.beyond(*row.beyond);
    return row.isCarried ? plainToolTip(m_text.spoken(row, column))
                         : tr("Beyond the levels that the window carries");
}

QVariant LadderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const auto column = static_cast<LadderColumn>(section);
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return headerAlignment(column);
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole)
        return plainToolTip(m_text.explanation(column));
    return role == Qt::DisplayRole ? m_text.heading(column) : QVariant();
}

void LadderModel::startOver(const FeedView &view)
{
    beginResetModel();
    m_flashes.clear();
    m_book = {};
    m_deep = emptyBook();
    m_bars = {};
    m_window.tick = Price();
    m_window.step = Price();
    m_window.pinnedAt.reset();
    m_text = LadderText(view.instrument, m_window);
    m_rows.assign(m_rows.size(), LadderRow{});
    endResetModel();
}

void LadderModel::settleTick(const FeedView &view)
{
    const Instrument &instrument = *view.instrument;
    Price tick = effectiveTick(instrument.tickSize, instrument.decimals.price, *view.book);
    // A tick that is read from the prices can only become finer.
    if (instrument.tickSize.isZero() && !m_window.tick.isZero())
        tick = std::min(tick, m_window.tick);
    if (tick == m_window.tick && isSame(view.instrument, m_instrument))
        return;
    const bool isUngrouped = m_window.step == m_window.tick;
    m_window.step = isUngrouped ? tick : std::max(m_window.step, tick);
    m_window.tick = tick;
    m_text = LadderText(view.instrument, m_window);
}

/// Of a book that does not reach as far as the window does, as after a change of the window, the last one
/// with all levels is shown until the next view: a moment old, but whole.
LadderBook LadderModel::windowOf(const SharedBook &newest) const
{
    LadderBook book = ladderBook(*newest, m_window);
    if (newest->isDeep() || m_deep->updateId == 0)
        return book;
    const std::vector<LadderRow> rows = ladderRows(book, m_window);
    const bool isWhole =
        std::all_of(rows.begin(), rows.end(), [](const LadderRow &row) { return row.isCarried; });
    return isWhole ? book : ladderBook(*m_deep, m_window);
}

ViewScope LadderModel::scope() const
{
    ViewScope scope = ladderScope(m_window);
    if (m_instrument->tickSize.isZero())
        scope.rows = std::max(scope.rows, levelsForATick);
    return scope;
}

void LadderModel::noteChanges(const LadderBook &before, const LadderBook &after, Instant now)
{
    for (const LadderRow &row : ladderRows(after, m_window)) {
        for (const Side side : {Side::Bid, Side::Ask}) {
            const LadderSide &old = before.side(side);
            const LadderCell &cell = side == Side::Bid ? row.bid : row.ask;
            const auto index = old.find(side, row.price);
            const Qty oldQty = index ? old.levels[*index].qty : Qty();
            // A level that was deeper than the last view has come into sight; nobody changed it.
            const bool wasUnseen = !index && old.isCut && !old.levels.empty() &&
                                   isBetter(side, old.levels.back().price, row.price);
            if (row.kind != RowKind::Spread && cell.qty != oldQty && !wasUnseen)
                m_flashes.note(side, row.price, now);
        }
    }
}

void LadderModel::markLastTrade(std::vector<LadderRow> &rows) const
{
    if (!m_lastTrade)
        return;
    const Trade &trade = *m_lastTrade;
    const bool onLattice = m_window.step > m_window.tick || m_window.pinnedAt;
    const Side side = trade.aggressor == Aggressor::Buyer ? Side::Ask : Side::Bid;
    const Price price = onLattice ? groupPrice(trade.price, m_window.step, side) : trade.price;
    for (LadderRow &row : rows) {
        if (row.price == price && row.kind != RowKind::Spread && row.kind != RowKind::Blank)
            row.lastTrade = trade.aggressor;
    }
}

void LadderModel::fadeFlashes(std::vector<LadderRow> &rows) const
{
    if (m_flashes.isEmpty())
        return;
    for (LadderRow &row : rows) {
        if (row.kind == RowKind::Spread)
            continue;
        // A following ladder keeps no row for a level that went away; a pinned one shows where it was.
        if (m_window.pinnedAt || !row.bid.qty.isZero())
            row.bid.flash = m_flashes.strength(Side::Bid, row.price, m_now);
        if (m_window.pinnedAt || !row.ask.qty.isZero())
            row.ask.flash = m_flashes.strength(Side::Ask, row.price, m_now);
    }
}

void LadderModel::rebuild()
{
    const LadderWidths widths = m_text.widths();
    const QString bps = m_text.bps();
    std::vector<LadderRow> rows = ladderRows(m_book, m_window);
    markLastTrade(rows);
    m_bars.apply(rows);
    fadeFlashes(rows);
    const bool othersChanged = m_text.fit(rows, m_book.touch);
    replaceRows(std::move(rows));
    if (othersChanged)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::DisplayRole});
    if (bps != m_text.bps()) {
        // It may reach into the cell beside its own.
        const QModelIndex first = index(m_window.rowsPerSide, static_cast<int>(LadderColumn::AskSize));
        emit dataChanged(first, first.siblingAtColumn(static_cast<int>(LadderColumn::AskTotal)));
    }
    if (widths != m_text.widths())
        emit widthsChanged();
}

void LadderModel::replaceRows(std::vector<LadderRow> rows)
{
    const std::vector<LadderRow> before = std::exchange(m_rows, std::move(rows));
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const int row = static_cast<int>(i);
        for (const ColumnRange &columns : changedColumns(before[i], m_rows[i])) {
            const QList<int> roles = columns.isFlashAlone ? QList<int>{FlashRole} : QList<int>{};
            emit dataChanged(
                index(row, static_cast<int>(columns.first)), index(row, static_cast<int>(columns.last)),
                roles);
        }
    }
}

void LadderModel::resizeRows(int rowsPerSide)
{
    const int difference = rowsPerSide - m_window.rowsPerSide;
    const int count = rowCount();
    if (difference > 0) {
        beginInsertRows({}, count, count + 2 * difference - 1);
        m_rows.resize(m_rows.size() + static_cast<std::size_t>(2 * difference));
        endInsertRows();
    } else {
        beginRemoveRows({}, count + 2 * difference, count - 1);
        m_rows.resize(m_rows.size() - static_cast<std::size_t>(-2 * difference));
        endRemoveRows();
    }
    m_window.rowsPerSide = rowsPerSide;
}

} // namespace touchline
