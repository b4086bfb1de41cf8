// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/quoteaudit.h"

namespace touchline {

std::optional<QuoteAudit::Pair> QuoteAudit::onQuote(const Quote &quote)
{
    // Ids that fall are those of another connection or another book.
    if (m_lastQuoteId && quote.updateId < *m_lastQuoteId)
        m_quotes.clear();
    m_lastQuoteId = quote.updateId;
    if (m_touches.isEmpty() || quote.updateId > m_touches.back().updateId) {
        m_quotes.push(quote);
        return std::nullopt;
    }
    for (std::size_t i = m_touches.size(); i-- > 0;) {
        if (m_touches[i].updateId == quote.updateId)
            return Pair{quote.updateId, quote.touch, m_touches[i].touch};
    }
    return std::nullopt;
}

std::optional<QuoteAudit::Pair> QuoteAudit::onBook(std::uint64_t updateId, const Touch &touch)
{
    m_touches.push({updateId, touch});
    std::optional<Pair> pair;
    while (!m_quotes.isEmpty() && m_quotes.front().updateId <= updateId) {
        // Of several with one id the newest counts.
        if (m_quotes.front().updateId == updateId)
            pair = Pair{updateId, m_quotes.front().touch, touch};
        m_quotes.popFront();
    }
    return pair;
}

} // namespace touchline
