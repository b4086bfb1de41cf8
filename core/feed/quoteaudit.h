// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ring.h"
#include "book/orderbook.h"
#include "feed/feedevent.h"

#include <cstdint>
#include <optional>

namespace touchline {

/// Holds a book's touch against the venue's own best quote of the same update, prices and quantities of both
/// sides. The two come on different streams and neither waits for the other: what came first is kept until
/// the other one has come or is known not to come.
///
/// Only equal ids are compared. A quote of Binance (`bookTicker`) carries the id of the update that made it,
/// and the depth stream tells only where every 100 ms of updates end.
class QuoteAudit {
public:
    /// A quote and a touch after the same update.
    struct Pair {
        std::uint64_t updateId = 0;
        Touch quote;
        Touch book;

        [[nodiscard]] bool isEqual() const { return quote == book; }
    };

    /// None unless the book was at this id, too.
    [[nodiscard]] std::optional<Pair> onQuote(const Quote &quote);
    /// The book is at this id now. None unless a quote was, too.
    [[nodiscard]] std::optional<Pair> onBook(std::uint64_t updateId, const Touch &touch);

    /// False until there was a quote: somebody may not have subscribed to any.
    [[nodiscard]] bool hasQuotes() const { return m_lastQuoteId.has_value(); }

    /// The book starts anew.
    void restart() { m_touches.clear(); }

private:
    /// As many as a busy market sends while a depth update of 100 ms is on its way.
    static constexpr std::size_t mostQuotes = 256;
    static constexpr std::size_t mostTouches = 16;

    Ring<Quote, mostQuotes> m_quotes;   ///< ids rise; ahead of the book
    Ring<Quote, mostTouches> m_touches; ///< of the book, ids rise
    std::optional<std::uint64_t> m_lastQuoteId;
};

} // namespace touchline
