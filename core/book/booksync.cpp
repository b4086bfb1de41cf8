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

Expected<BookSync::Outcome> BookSync::applyNext(const BookDelta &delta, OrderBook &book)
{
    auto outcome = applyInSequence(delta, book);
    if (outcome && *outcome == Outcome::Stale) [[unlikely]]
        outcome = skipContained(delta.ids);
    if (!outcome) [[unlikely]] {
        restart();
        static_cast<void>(keepForSnapshot(delta)); // an empty buffer has room
    }
    return outcome;
}

/// Ids may begin anew where they are chained by name, and all of them be smaller than that of a snapshot.
Expected<BookSync::Outcome> BookSync::skipContained(const UpdateIds &ids)
{
    if (m_hasJoined || m_rules.snapshots != SnapshotSource::StreamElseRest)
        return Outcome::Stale;
    if (++m_contained > mostContained)
        return Unexpected(gapBefore(ids));
    return Outcome::Stale;
}

Expected<BookSync::Outcome> BookSync::keepForSnapshot(const BookDelta &delta)
{
    if (m_rules.snapshots == SnapshotSource::Stream)
        return Outcome::Early;
    return buffer(delta);
}

Expected<BookSync::Joined> BookSync::onSnapshot(const BookSnapshot &snapshot, OrderBook &book)
{
    if (isTooOld(snapshot))
        return failure(
            ErrorCode::SnapshotTooOld, "the snapshot ends at " + std::to_string(snapshot.lastUpdateId) +
                                           ", the stream begins at " +
                                           std::to_string(m_buffer.front().ids.first));
    if (auto loaded = load(snapshot, Join::WithOverlap, book); !loaded)
        return Unexpected(loaded.error());
    auto joined = applyBuffer(book);
    m_synced = joined.has_value();
    return joined;
}

Expected<void> BookSync::onStreamSnapshot(const BookSnapshot &snapshot, OrderBook &book)
{
    m_buffer.clear();
    auto loaded = load(snapshot, Join::Exact, book);
    m_synced = loaded.has_value();
    return loaded;
}

Expected<void> BookSync::load(const BookSnapshot &snapshot, Join join, OrderBook &book)
{
    m_synced = false;
    if (auto loaded = book.load(snapshot); !loaded)
        return loaded;
    m_lastUpdateId = snapshot.lastUpdateId;
    m_join = join;
    m_hasJoined = false;
    m_contained = 0;
    m_depth = depthOf(snapshot);
    m_checksumVerifiedId.reset();
    return snapshot.checksum ? verify(*snapshot.checksum, book) : Expected<void>();
}

bool BookSync::isTooOld(const BookSnapshot &snapshot) const
{
    if (m_buffer.empty())
        return false;
    const UpdateIds &first = m_buffer.front().ids;
    return m_rules.chain == Chain::PreviousEqualsLast ? first.previous > snapshot.lastUpdateId
                                                      : leavesGap(snapshot.lastUpdateId, first.first);
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

inline BookSync::Place BookSync::placeOf(const UpdateIds &ids) const
{
    switch (m_rules.chain) {
    case Chain::FirstFollowsLast:
        if (ids.last <= m_lastUpdateId)
            return Place::Contained;
        return leavesGap(m_lastUpdateId, ids.first) ? Place::BehindGap : Place::Next;
    case Chain::PreviousEqualsLast:
        return ids.areKnown() ? placeAfterPrevious(ids) : Place::Next;
    case Chain::None:
        break;
    }
    return Place::Next;
}

/// Ids may fall where they are chained by name (OKX, after maintenance): a smaller one alone tells nothing.
BookSync::Place BookSync::placeAfterPrevious(const UpdateIds &ids) const
{
    if (ids.previous == m_lastUpdateId)
        return Place::Next;
    if (!m_hasJoined)
        return placeAtJoin(ids);
    const bool isSameAgain = ids.last == m_lastUpdateId && ids.previous == m_previousId;
    return isSameAgain ? Place::Contained : Place::BehindGap;
}

/// Of the first delta behind a snapshot that it does not name.
BookSync::Place BookSync::placeAtJoin(const UpdateIds &ids) const
{
    const bool beginsAnew = ids.last < ids.previous;
    if (m_join == Join::Exact || beginsAnew)
        return Place::BehindGap;
    if (ids.last <= m_lastUpdateId)
        return Place::Contained;
    return ids.previous < m_lastUpdateId ? Place::Next : Place::BehindGap;
}

Error BookSync::gapBefore(const UpdateIds &ids) const
{
    const std::string known = std::to_string(m_lastUpdateId);
    if (m_rules.chain == Chain::PreviousEqualsLast)
        return {
            ErrorCode::SequenceGap,
            "an update follows " + std::to_string(ids.previous) + ", the book ends at " + known};
    return {
        ErrorCode::SequenceGap, "updates " + std::to_string(m_lastUpdateId + 1) + " to " +
                                    std::to_string(ids.first - 1) + " are missing"};
}

/// A recording may be of another depth than this program asks for, and need not say so: a snapshot of just as
/// many levels as somebody may ask for does.
std::size_t BookSync::depthOf(const BookSnapshot &snapshot) const
{
    if (m_toldDepth)
        return *m_toldDepth;
    const std::size_t levels = std::max(snapshot.bids.size(), snapshot.asks.size());
    const auto &others = m_rules.otherDepths;
    return std::find(others.begin(), others.end(), levels) == others.end() ? m_rules.depth : levels;
}

inline void BookSync::noteApplied(const UpdateIds &ids)
{
    m_lastUpdateId = ids.areKnown() ? ids.last : m_lastUpdateId + 1;
    m_previousId = ids.previous;
    m_hasJoined = true;
}

Expected<void> BookSync::verify(std::uint32_t checksum, const OrderBook &book)
{
    if (!m_checksums.isPossible())
        return {};
    if (!m_checksums.agrees(book, checksum))
        return failure(ErrorCode::ChecksumMismatch, "the book is not the one that the checksum is of");
    ++m_checksumsVerified;
    m_checksumVerifiedId = m_lastUpdateId;
    return {};
}

Expected<BookSync::Outcome> BookSync::applyInSequence(const BookDelta &delta, OrderBook &book)
{
    const Place place = placeOf(delta.ids);
    if (place == Place::Contained) [[unlikely]]
        return Outcome::Stale;
    if (place == Place::BehindGap) [[unlikely]]
        return Unexpected(gapBefore(delta.ids));
    if (auto applied = book.apply(delta); !applied)
        return Unexpected(applied.error());
    if (m_rules.isCut)
        book.keepBest(m_depth);
    noteApplied(delta.ids);
    if (delta.checksum) {
        if (auto verified = verify(*delta.checksum, book); !verified)
            return Unexpected(verified.error());
    }
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
