// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/kraken/krakenwindow.h"

#include "venues/krakenchecksum.h"

namespace touchline {

namespace {

/// What clients are told of the `changes` of the window: nothing of levels that are only out of view, and of
/// those that have changed more than once the quantity before as well.
std::vector<Level> told(const std::vector<Level> &changes, const BookSide &side, const LevelHistory &history)
{
    std::vector<Level> levels;
    for (const Level &level : changes) {
        if (level.qty.isZero() && !side.qtyAt(level.price).isZero())
            continue;
        const auto before = history.before(side.side(), level.price);
        if (before && *before != level.qty)
            levels.push_back(Level{level.price, *before});
        levels.push_back(level);
    }
    return levels;
}

} // namespace

void LevelHistory::note(const BookDelta &change)
{
    for (const Level &level : change.bids)
        note(m_bids, level);
    for (const Level &level : change.asks)
        note(m_asks, level);
}

void LevelHistory::note(Levels &levels, const Level &level)
{
    const auto [at, isNew] = levels.try_emplace(level.price, Quantities{level.qty, std::nullopt});
    if (!isNew)
        at->second = Quantities{level.qty, at->second.newest};
}

std::optional<Qty> LevelHistory::before(Side side, Price price) const
{
    const Levels &levels = side == Side::Bid ? m_bids : m_asks;
    const auto at = levels.find(price);
    return at == levels.end() ? std::nullopt : at->second.before;
}

void LevelHistory::clear()
{
    m_bids.clear();
    m_asks.clear();
}

BookSnapshot KrakenWindow::held() const
{
    BookSnapshot snapshot;
    snapshot.bids = m_levels.bids();
    snapshot.asks = m_levels.asks();
    snapshot.checksum = m_checksum;
    return snapshot;
}

void KrakenWindow::open(const OrderBook &book, Decimals decimals)
{
    m_isOpen = true;
    static_cast<void>(m_levels.follow(book));
    m_checksum = krakenChecksum(book, decimals, decimals);
}

BookDelta KrakenWindow::moveTo(const OrderBook &book, const LevelHistory &history, Decimals decimals)
{
    BookDelta delta = m_levels.follow(book);
    delta.bids = told(delta.bids, book.bids(), history);
    delta.asks = told(delta.asks, book.asks(), history);
    m_checksum = krakenChecksum(book, decimals, decimals);
    delta.checksum = m_checksum;
    return delta;
}

} // namespace touchline
