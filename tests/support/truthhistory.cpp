// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/truthhistory.h"

#include <limits>

namespace touchline::test {

namespace {

void mix(std::size_t &hash, std::int64_t raw)
{
    hash = (hash ^ static_cast<std::size_t>(raw)) * 0x100000001b3U;
}

std::size_t hashOf(const OrderBook &book)
{
    std::size_t hash = 0xcbf29ce484222325U;
    std::vector<Level> levels;
    for (const BookSide *side : {&book.bids(), &book.asks()}) {
        side->copyBest(std::numeric_limits<std::int32_t>::max(), levels);
        mix(hash, static_cast<std::int64_t>(levels.size()));
        for (const Level &level : levels) {
            mix(hash, level.price.raw());
            mix(hash, level.qty.raw());
        }
    }
    return hash;
}

} // namespace

void TruthHistory::note(Instant now)
{
    for (std::size_t i = 0; i < m_symbols.size(); ++i) {
        const Listing *listing = m_exchange.listing(m_symbols[i], now);
        if (m_books[i].byId.contains(listing->updateId))
            continue;
        const auto noted = m_books[i].byId.emplace(listing->updateId, cut(listing->book)).first;
        m_books[i].idsByHash.emplace(hashOf(noted->second), listing->updateId);
    }
}

OrderBook TruthHistory::cut(OrderBook book) const
{
    if (m_depth > 0)
        book.keepBest(m_depth);
    return book;
}

const OrderBook *TruthHistory::at(std::size_t symbol, std::uint64_t id) const
{
    const auto found = m_books[symbol].byId.find(id);
    return found == m_books[symbol].byId.end() ? nullptr : &found->second;
}

std::optional<std::uint64_t> TruthHistory::idOf(
    std::size_t symbol, const OrderBook &book, std::uint64_t from) const
{
    std::optional<std::uint64_t> first;
    const auto [begin, end] = m_books[symbol].idsByHash.equal_range(hashOf(book));
    for (auto entry = begin; entry != end; ++entry) {
        const std::uint64_t id = entry->second;
        if (id >= from && (!first || id < *first) && *at(symbol, id) == book)
            first = id;
    }
    return first;
}

std::uint64_t TruthHistory::newestId(std::size_t symbol) const
{
    return m_books[symbol].byId.empty() ? 0 : m_books[symbol].byId.rbegin()->first;
}

} // namespace touchline::test
