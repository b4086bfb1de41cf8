// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/truthbook.h"

#include <algorithm>

namespace touchline::test {

void TruthSide::set(Level level)
{
    if (level.qty.isZero())
        m_qtys.erase(level.price);
    else
        m_qtys[level.price] = level.qty;
}

Qty TruthSide::qtyAt(Price price) const
{
    const auto at = m_qtys.find(price);
    return at == m_qtys.end() ? Qty{} : at->second;
}

std::vector<Level> TruthSide::levels() const
{
    std::vector<Level> all;
    for (const auto &[price, qty] : m_qtys)
        all.push_back(Level{price, qty});
    if (m_side == Side::Bid)
        std::reverse(all.begin(), all.end());
    return all;
}

void TruthBook::load(const BookSnapshot &snapshot)
{
    m_bids.clear();
    m_asks.clear();
    for (const Level &level : snapshot.bids)
        m_bids.set(level);
    for (const Level &level : snapshot.asks)
        m_asks.set(level);
}

void TruthBook::apply(const BookDelta &delta)
{
    for (const Level &level : delta.bids)
        m_bids.set(level);
    for (const Level &level : delta.asks)
        m_asks.set(level);
}

BookSnapshot TruthBook::snapshotAt(std::uint64_t lastUpdateId) const
{
    return BookSnapshot{lastUpdateId, m_bids.levels(), m_asks.levels()};
}

std::vector<Level> levelsOf(const BookSide &side)
{
    std::vector<Level> all;
    side.visitBestFirst([&all](const Level &level) {
        all.push_back(level);
        return true;
    });
    return all;
}

bool isSame(const OrderBook &book, const TruthBook &truth)
{
    return levelsOf(book.bids()) == truth.bids().levels() && levelsOf(book.asks()) == truth.asks().levels();
}

} // namespace touchline::test
