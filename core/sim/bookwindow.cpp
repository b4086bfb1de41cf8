// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/bookwindow.h"

#include <utility>

namespace touchline {

namespace {

/// What makes `before` the levels `after`; all of them best first.
std::vector<Level> changes(Side side, const std::vector<Level> &before, const std::vector<Level> &after)
{
    std::vector<Level> changed;
    auto old = before.begin();
    for (const Level &level : after) {
        for (; old != before.end() && isBetter(side, old->price, level.price); ++old)
            changed.push_back({old->price, Qty()});
        const bool wasThere = old != before.end() && old->price == level.price;
        if (!wasThere || old->qty != level.qty)
            changed.push_back(level);
        if (wasThere)
            ++old;
    }
    for (; old != before.end(); ++old)
        changed.push_back({old->price, Qty()});
    return changed;
}

} // namespace

BookDelta BookWindow::follow(const OrderBook &book)
{
    BookDelta delta;
    book.bids().copyBest(m_depth, m_next);
    delta.bids = changes(Side::Bid, m_bids, m_next);
    std::swap(m_bids, m_next);
    book.asks().copyBest(m_depth, m_next);
    delta.asks = changes(Side::Ask, m_asks, m_next);
    std::swap(m_asks, m_next);
    return delta;
}

} // namespace touchline
