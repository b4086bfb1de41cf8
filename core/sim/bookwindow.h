// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/orderbook.h"

#include <cstddef>
#include <vector>

namespace touchline {

/// The best levels of a book as clients were told of them, for venues that tell of no others.
class BookWindow {
public:
    /// `depth`: levels a side.
    explicit BookWindow(std::size_t depth) : m_depth(depth) {}

    /// Goes on to the best levels of `book`. What has changed, best first: levels that are not among the best
    /// any more have quantity zero. Ids and times are left to the caller.
    [[nodiscard]] BookDelta follow(const OrderBook &book);

    /// Best first.
    [[nodiscard]] const std::vector<Level> &bids() const { return m_bids; }
    [[nodiscard]] const std::vector<Level> &asks() const { return m_asks; }

private:
    std::size_t m_depth;
    std::vector<Level> m_bids;
    std::vector<Level> m_asks;
    std::vector<Level> m_next; ///< a side on its way
};

} // namespace touchline
