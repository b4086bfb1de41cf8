// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/exchange.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace touchline::test {

/// The exchange's own books, kept by update id at every moment at which they were noted.
class TruthHistory {
public:
    /// Of each side so many best levels are kept; 0: all.
    TruthHistory(SimExchange &exchange, std::vector<std::string> symbols, std::size_t depth = 0)
        : m_exchange(exchange),
          m_symbols(std::move(symbols)),
          m_depth(depth),
          m_books(m_symbols.size())
    {
    }

    void note(Instant now);

    /// The same levels as those that are kept of the truth.
    [[nodiscard]] OrderBook cut(OrderBook book) const;

    /// Null if the exchange showed no book with this id.
    [[nodiscard]] const OrderBook *at(std::size_t symbol, std::uint64_t id) const;

    /// The id of a book that was the truth, at this id or after it. For venues whose books bear none.
    [[nodiscard]] std::optional<std::uint64_t> idOf(
        std::size_t symbol, const OrderBook &book, std::uint64_t from) const;

    /// The id of the last book that was noted.
    [[nodiscard]] std::uint64_t newestId(std::size_t symbol) const;

private:
    struct Books {
        std::map<std::uint64_t, OrderBook> byId;
        std::unordered_multimap<std::size_t, std::uint64_t> idsByHash;
    };

    SimExchange &m_exchange;
    std::vector<std::string> m_symbols;
    std::size_t m_depth;
    std::vector<Books> m_books;
};

} // namespace touchline::test
