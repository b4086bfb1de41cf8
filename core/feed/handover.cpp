// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/handover.h"

#include <utility>

namespace touchline {

namespace {

/// Busy symbols join in a tenth of a second. One that has said nothing for so long is quiet.
constexpr Duration settling = std::chrono::seconds(5);
constexpr Duration checkInterval = std::chrono::seconds(1);
constexpr Duration longest = std::chrono::seconds(30);
/// The current connection is as good as dead when it lags by so much.
constexpr std::size_t mostDeltas = 4096;
constexpr std::size_t mostTrades = 256;

/// The last update that a delta with these ids does not hold.
std::uint64_t lastBefore(const UpdateIds &ids)
{
    return ids.previous != 0 ? ids.previous : ids.first - 1;
}

} // namespace

Handover::Handover(std::size_t books, Instant begun)
    : m_books(books),
      m_begun(begun),
      m_nextCheck(begun + settling)
{
}

void Handover::removeBook(std::size_t book)
{
    m_joined -= m_books[book].isJoined ? 1U : 0U;
    m_missed -= m_books[book].isMissed ? 1U : 0U;
    std::swap(m_books[book], m_books.back());
    m_books.pop_back();
}

void Handover::onCurrentDelta(std::size_t book, std::uint64_t completeId)
{
    Book &one = m_books[book];
    if (!one.isJoined && !std::exchange(one.isMissed, true))
        ++m_missed;
    join(one, completeId);
}

void Handover::onNextDelta(std::size_t book, const BookDelta &delta, std::uint64_t completeId)
{
    Book &one = m_books[book];
    one.kept.deltas.push_back(delta);
    join(one, completeId);
    m_isFull = m_isFull || one.kept.deltas.size() >= mostDeltas;
}

/// Where there is no book yet, any update will do: the snapshot decides.
void Handover::join(Book &book, std::uint64_t completeId)
{
    auto &deltas = book.kept.deltas;
    if (!book.isJoined && !deltas.empty() &&
        (completeId == 0 || lastBefore(deltas.front().ids) <= completeId)) {
        book.isJoined = true;
        ++m_joined;
        if (std::exchange(book.isMissed, false))
            --m_missed;
    }
    while (!deltas.empty() && deltas.front().ids.last <= completeId)
        deltas.pop_front();
}

void Handover::onNextTrade(std::size_t book, const Trade &trade)
{
    auto &trades = m_books[book].kept.trades;
    if (trades.size() == mostTrades)
        trades.erase(trades.begin());
    trades.push_back(trade);
}

bool Handover::isReady(Instant now) const
{
    return m_isFull || m_joined == m_books.size() || (now >= m_begun + settling && m_missed == 0);
}

bool Handover::hasFailed(Instant now) const
{
    return now >= m_begun + longest;
}

void Handover::onChecked(Instant now)
{
    m_nextCheck = now + checkInterval;
}

Handover::Kept Handover::take(std::size_t book)
{
    return std::exchange(m_books[book].kept, {});
}

} // namespace touchline
