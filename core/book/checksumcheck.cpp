// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/checksumcheck.h"

namespace touchline {

bool ChecksumCheck::agrees(const OrderBook &book, std::uint32_t expected)
{
    if (!m_checksum)
        return true;
    // An empty book has the same checksum whatever is printed.
    const bool tells = book.bids().size() + book.asks().size() > 0;
    if (!m_printed && !tells)
        return m_checksum(book, m_held, m_held) == expected;
    if (!m_printed)
        m_printed = findPrinted(book, expected);
    return m_printed && m_checksum(book, m_held, *m_printed) == expected;
}

/// A hundred tries at 32 bits: one that agrees by chance is one in 50 million, and the next checksum shows
/// it.
std::optional<Decimals> ChecksumCheck::findPrinted(const OrderBook &book, std::uint32_t expected) const
{
    for (int price = m_held.price; price >= 0; --price) {
        for (int qty = m_held.qty; qty >= 0; --qty) {
            if (m_checksum(book, m_held, {price, qty}) == expected)
                return Decimals{price, qty};
        }
    }
    return std::nullopt;
}

} // namespace touchline
