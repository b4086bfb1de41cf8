// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/laddertext.h"

#include "book/depth.h"
#include "ui/format.h"
#include "ui/numberfont.h"

#include <QCoreApplication>

#include <algorithm>

namespace touchline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("touchline::LadderText", text);
}

int length(std::int64_t raw, int decimals, int minShown)
{
    return static_cast<int>(formatDecimal(raw, decimals, minShown).size());
}

int gapsIn(Qty qty, int decimals)
{
    return digitGaps(length(qty.raw() / powerOfTen(decimals), 0, 0));
}

} // namespace

LadderText::LadderText(SharedInstrument instrument, const LadderWindow &window)
    : m_instrument(std::move(instrument)),
      m_spreadDecimals(usedDecimals(window.tick.raw(), m_instrument->decimals.price)),
      m_qtyDecimals(m_instrument->shownQtyDecimals())
{
    m_priceDecimals =
        std::min(m_spreadDecimals, usedDecimals(window.step.raw(), m_instrument->decimals.price));
}

bool LadderText::fit(const std::vector<LadderRow> &rows, const std::optional<Touch> &touch)
{
    const int before = m_qtyDecimals;
    const auto &decimals = m_instrument->decimals;
    Price highest;
    Qty largest;
    Qty deepest;
    for (const LadderRow &row : rows) {
        for (const LadderCell *cell : {&row.bid, &row.ask}) {
            m_qtyDecimals = std::max(m_qtyDecimals, usedDecimals(cell->qty.raw(), decimals.qty));
            largest = std::max(largest, cell->qty);
            deepest = std::max(deepest, cell->total);
        }
        highest = std::max(highest, row.price);
    }
    m_widths.price = std::max(m_widths.price, length(highest.raw(), decimals.price, m_priceDecimals));
    m_widths.size = std::max(m_widths.size, length(largest.raw(), decimals.qty, m_qtyDecimals));
    m_widths.total = std::max(m_widths.total, length(deepest.raw(), decimals.qty, m_qtyDecimals));
    m_widths.sizeGaps = std::max(m_widths.sizeGaps, gapsIn(largest, decimals.qty));
    m_widths.totalGaps = std::max(m_widths.totalGaps, gapsIn(deepest, decimals.qty));
    m_bps = touch ? tr("%1 bps").arg(bpsText(spreadBps(*touch))) : QString();
    return before != m_qtyDecimals;
}

QString LadderText::text(const LadderRow &row, LadderColumn column) const
{
    if (row.kind == RowKind::Blank)
        return {};
    if (row.kind == RowKind::Spread)
        return spreadCell(row, column);
    switch (column) {
    case LadderColumn::BidTotal:
        return row.bid.qty.isZero() ? QString() : qty(row.bid.total);
    case LadderColumn::BidSize:
        return row.bid.qty.isZero() ? QString() : qty(row.bid.qty);
    case LadderColumn::Prices:
        return price(row.price);
    case LadderColumn::AskSize:
        return row.ask.qty.isZero() ? QString() : qty(row.ask.qty);
    case LadderColumn::AskTotal:
        return row.ask.qty.isZero() ? QString() : qty(row.ask.total);
    }
    return {};
}

QString LadderText::spoken(const LadderRow &row, LadderColumn column) const
{
    QString words = text(row, column);
    if (words.isEmpty() || row.kind == RowKind::Spread)
        return words;
    switch (column) {
    case LadderColumn::BidTotal:
        return tr("%1 bid down to %2").arg(withUnit(words), price(row.price));
    case LadderColumn::BidSize:
        return tr("%1 bid at %2").arg(withUnit(words), price(row.price));
    case LadderColumn::Prices:
        if (row.beyond)
            return tr("%1, known in part").arg(words);
        return row.isBest ? tr("%1, best price").arg(words) : words;
    case LadderColumn::AskSize:
        return tr("%1 offered at %2").arg(withUnit(words), price(row.price));
    case LadderColumn::AskTotal:
        return tr("%1 offered up to %2").arg(withUnit(words), price(row.price));
    }
    return words;
}

QString LadderText::price(Price price) const
{
    return QString::fromStdString(format(price, m_instrument->decimals.price, m_priceDecimals));
}

QString LadderText::exactPrice(Price price) const
{
    return QString::fromStdString(format(price, m_instrument->decimals.price, m_spreadDecimals));
}

QStringList LadderText::words(const LadderRow &row, Side half) const
{
    if (row.kind == RowKind::Spread)
        return {half == Side::Bid ? tr("spread") : m_bps};
    if (!row.isEdge || row.beyond->side == half)
        return {};
    return {tr("known to %1").arg(exactPrice(row.beyond->price)), tr("edge")};
}

QString LadderText::beyond(const KnownEdge &edge) const
{
    const QString to = exactPrice(edge.price);
    return edge.side == Side::Bid
               ? tr("The bids are known down to %1: below it, only those show that updates have told of.")
                     .arg(to)
               : tr("The asks are known up to %1: above it, only those show that updates have told of.")
                     .arg(to);
}

QString LadderText::qty(Qty qty) const
{
    return QString::fromStdString(format(qty, m_instrument->decimals.qty, m_qtyDecimals));
}

/// Contracts say what they are; a plain quantity is one of the base.
QString LadderText::withUnit(const QString &qty) const
{
    return m_instrument->contract.empty() ? qty : qty + QLatin1Char(' ') + unitWords(*m_instrument);
}

QString LadderText::heading(LadderColumn column) const
{
    const bool isContracts = !m_instrument->contract.empty();
    switch (column) {
    case LadderColumn::BidTotal:
        return tr("Σ Bid");
    case LadderColumn::BidSize:
        return isContracts ? tr("Bid (ct)") : tr("Bid");
    case LadderColumn::Prices:
        return tr("Price");
    case LadderColumn::AskSize:
        return isContracts ? tr("Ask (ct)") : tr("Ask");
    case LadderColumn::AskTotal:
        return tr("Σ Ask");
    }
    return {};
}

QString LadderText::explanation(LadderColumn column) const
{
    const QString unit =
        m_instrument->contract.empty() ? QString() : tr(", in %1").arg(unitWords(*m_instrument));
    switch (column) {
    case LadderColumn::BidTotal:
        return tr("Sum of all bids from the best one down to this price") + unit;
    case LadderColumn::BidSize:
        return tr("Quantity wanted at this price") + unit;
    case LadderColumn::Prices:
        return tr("Price, best ones in the middle");
    case LadderColumn::AskSize:
        return tr("Quantity offered at this price") + unit;
    case LadderColumn::AskTotal:
        return tr("Sum of all offers from the best one up to this price") + unit;
    }
    return {};
}

QString LadderText::spreadCell(const LadderRow &row, LadderColumn column) const
{
    switch (column) {
    case LadderColumn::BidSize:
        return words(row, Side::Bid).value(0);
    case LadderColumn::Prices:
        return exactPrice(row.price);
    case LadderColumn::AskSize:
        return words(row, Side::Ask).value(0);
    case LadderColumn::BidTotal:
    case LadderColumn::AskTotal:
        break;
    }
    return {};
}

} // namespace touchline
