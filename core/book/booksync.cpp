// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/booksync.h"

#include <algorithm>
#include <string>

namespace touchline {

namespace {

/// True if updates between `known` and `first` are missing.
bool leavesGap(std::uint64_t known, std::uint64_t first)
{
    return first > known && first - known > 1;
}

} // namespace

void BookSync::restart()
{
    m_buffer.clear();
    m_lastUpdateId = 0;
    m_synced = false;
}

Expected<BookSync::Outcome> BookSync::onDelta(const BookDelta &delta, OrderBook &book)
{
    if (!m_synced)
        return buffer(delta);
    auto outcome = applyInSequence(delta, book);
    if (!outcome) {
        restart();
        m_buffer.push_back(delta);
    }
    return outcome;
}

Expected<BookSync::Joined> BookSync::onSnapshot(const BookSnapshot &snapshot, OrderBook &book)
{
    if (!m_buffer.empty() && leavesGap(snapshot.lastUpdateId, m_buffer.front().ids.first))
        return failure(
            ErrorCode::SnapshotTooOld, "the snapshot ends at " + std::to_string(snapshot.lastUpdateId) +
                                           ", the stream begins at " +
                                           std::to_string(m_buffer.front().ids.first));
    m_synced = false;
    if (auto loaded = book.load(snapshot); !loaded)
        return Unexpected(loaded.error());
    m_lastUpdateId = snapshot.lastUpdateId;
    auto joined = applyBuffer(book);
    m_synced = joined.has_value();
    return joined;
}

Expected<BookSync::Joined> BookSync::applyBuffer(OrderBook &book)
{
    Joined joined;
    while (!m_buffer.empty()) {
        const BookDelta &delta = m_buffer.front();
        const auto outcome = applyInSequence(delta, book);
        if (!outcome)
            return Unexpected(outcome.error());
        if (*outcome == Outcome::Applied) {
            ++joined.applied;
            joined.levels += delta.bids.size() + delta.asks.size();
            joined.exchangeTime = delta.exchangeTime;
        } else {
            ++joined.stale;
        }
        m_buffer.pop_front();
    }
    return joined;
}

Expected<BookSync::Outcome> BookSync::applyInSequence(const BookDelta &delta, OrderBook &book)
{
    if (delta.ids.last <= m_lastUpdateId)
        return Outcome::Stale;
    if (leavesGap(m_lastUpdateId, delta.ids.first))
        return failure(
            ErrorCode::SequenceGap, "updates " + std::to_string(m_lastUpdateId + 1) + " to " +
                                        std::to_string(delta.ids.first - 1) + " are missing");
    if (auto applied = book.apply(delta); !applied)
        return Unexpected(applied.error());
    m_lastUpdateId = delta.ids.last;
    return Outcome::Applied;
}

Expected<BookSync::Outcome> BookSync::buffer(const BookDelta &delta)
{
    if (m_buffer.size() >= m_maxBuffered) {
        restart();
        return failure(
            ErrorCode::BufferFull,
            "no usable snapshot came while " + std::to_string(m_maxBuffered) + " updates were buffered");
    }
    const auto isSame = [&delta](const BookDelta &kept) { return kept.ids == delta.ids; };
    if (!m_buffer.empty() && delta.ids.first < m_buffer.back().ids.first) {
        if (std::any_of(m_buffer.begin(), m_buffer.end(), isSame))
            return Outcome::Buffered;
        // One of the two has a wrong id, and nobody knows which.
        m_buffer.clear();
    }
    m_buffer.push_back(delta);
    return Outcome::Buffered;
}

} // namespace touchline
