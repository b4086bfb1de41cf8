// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/exchange.h"

#include <map>
#include <string>
#include <vector>

namespace touchline::test {

/// The exchange's own books, kept by update id at every moment at which they were noted.
class TruthHistory {
public:
    TruthHistory(SimExchange &exchange, std::vector<std::string> symbols)
        : m_exchange(exchange),
          m_symbols(std::move(symbols)),
          m_books(m_symbols.size())
    {
    }

    void note(Instant now)
    {
        for (std::size_t i = 0; i < m_symbols.size(); ++i) {
            const Listing *listing = m_exchange.listing(m_symbols[i], now);
            m_books[i].try_emplace(listing->updateId, listing->book);
        }
    }

    /// Null if the exchange showed no book with this id.
    [[nodiscard]] const OrderBook *at(std::size_t symbol, std::uint64_t id) const
    {
        const auto found = m_books[symbol].find(id);
        return found == m_books[symbol].end() ? nullptr : &found->second;
    }

    /// The id of the last book that was noted.
    [[nodiscard]] std::uint64_t newestId(std::size_t symbol) const
    {
        return m_books[symbol].empty() ? 0 : m_books[symbol].rbegin()->first;
    }

private:
    SimExchange &m_exchange;
    std::vector<std::string> m_symbols;
    std::vector<std::map<std::uint64_t, OrderBook>> m_books;
};

} // namespace touchline::test
