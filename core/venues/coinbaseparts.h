// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

#include <array>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace touchline::coinbase {

/// True if the book of this product is the one of the product in US dollars, and comes under that name.
[[nodiscard]] bool isAlias(std::string_view product);

/// True if both names mean the same book.
[[nodiscard]] bool isSameBook(std::string_view product, std::string_view other);

/// The instruments whose book is the one of a product; the first ones are set.
using Followers = std::array<const Instrument *, 2>;

/// Who follows the book that frames call `product`, under that name or another.
[[nodiscard]] Followers followersOf(std::string_view product, const InstrumentLookup &instruments);

/// A frame's events as they are read, in the room that the buffer has for them.
class Parts {
public:
    explicit Parts(DecodeBuffer &buffer) : m_buffer(buffer) { m_buffer.batch.clear(); }

    /// Room for one more delta or snapshot, with what an earlier frame left in it.
    [[nodiscard]] BookDelta &nextDelta();
    [[nodiscard]] BookSnapshot &nextSnapshot();

    void add(FeedEvent event) { m_buffer.batch.push_back(event); }
    /// Nobody follows this product.
    void skip(std::string_view product);
    [[nodiscard]] std::size_t count() const { return m_buffer.batch.size(); }
    /// Turns the trades from the `first` event on, newest first, into the order in which they were made.
    void turnTrades(std::size_t first);

    /// The frame's one event, a batch of several, or UnknownSymbol if none is left of those that were
    /// skipped.
    [[nodiscard]] Expected<FeedEvent> whole() const;

private:
    DecodeBuffer &m_buffer;
    std::size_t m_deltas = 0;
    std::size_t m_snapshots = 0;
    std::string m_skipped; ///< the first product that nobody follows
};

} // namespace touchline::coinbase
