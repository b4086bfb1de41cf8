// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/depthchannel.h"

#include <algorithm>
#include <cassert>

namespace touchline {

namespace {

std::vector<Level> currentLevels(std::vector<Price> &prices, const BookSide &side)
{
    std::sort(prices.begin(), prices.end(), [&](Price a, Price b) { return isBetter(side.side(), a, b); });
    prices.erase(std::unique(prices.begin(), prices.end()), prices.end());
    std::vector<Level> levels;
    levels.reserve(prices.size());
    for (const Price price : prices)
        levels.push_back(Level{price, side.qtyAt(price)});
    prices.clear();
    return levels;
}

} // namespace

Instant endOfInterval(Instant at, Duration interval)
{
    return Instant{(at.nanos / interval.count() + 1) * interval.count()};
}

void DepthChannel::note(const BookDelta &change)
{
    assert(change.exchangeTime);
    if (!m_ids) {
        m_ids = change.ids;
        m_dueAt = endOfInterval(*change.exchangeTime, m_interval);
    }
    m_ids->last = change.ids.last;
    for (const Level &level : change.bids)
        m_bids.push_back(level.price);
    for (const Level &level : change.asks)
        m_asks.push_back(level.price);
}

BookDelta DepthChannel::take(const OrderBook &book)
{
    assert(m_ids);
    BookDelta delta;
    delta.ids = *m_ids;
    delta.exchangeTime = m_dueAt;
    delta.bids = currentLevels(m_bids, book.bids());
    delta.asks = currentLevels(m_asks, book.asks());
    m_ids.reset();
    return delta;
}

} // namespace touchline
