// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/orderbook.h"

namespace touchline {

inline Expected<void> OrderBook::checkNotCrossed() const
{
    const auto width = spread();
    if (width && *width < Price()) [[unlikely]]
        return failure(ErrorCode::CrossedBook, "the best bid stands above the best ask");
    return {};
}

Expected<void> OrderBook::load(const BookSnapshot &snapshot)
{
    if (!m_bids.load(snapshot.bids) || !m_asks.load(snapshot.asks)) {
        clear();
        return failure(ErrorCode::DuplicateLevel, "the snapshot holds a price twice");
    }
    auto checked = checkNotCrossed();
    if (!checked)
        clear();
    return checked;
}

Expected<void> OrderBook::apply(const BookDelta &delta)
{
    for (const Level &level : delta.bids)
        m_bids.set(level);
    for (const Level &level : delta.asks)
        m_asks.set(level);
    return checkNotCrossed();
}

void OrderBook::keepBest(std::size_t count)
{
    m_bids.keepBest(count);
    m_asks.keepBest(count);
}

void OrderBook::clear()
{
    m_bids.clear();
    m_asks.clear();
}

} // namespace touchline
