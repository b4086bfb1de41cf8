// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a BookFeed comes to a snapshot: on the stream, or because it was asked for.
#include "feed/bookfeed.h"

#include <algorithm>
#include <utility>

namespace touchline {

void BookFeed::onSnapshot(const BookSnapshot &snapshot, std::size_t asked, Instant now)
{
    if (m_sync.isSynced() || m_status.state == FeedState::Failed)
        return;
    const std::size_t wasBuffered = m_sync.buffered();
    const auto joined = m_sync.onSnapshot(snapshot, m_book);
    if (!joined && joined.error().code == ErrorCode::SnapshotTooOld)
        return retrySnapshot(joined.error().detail, now, now);
    if (!joined) {
        m_counters.dropped += wasBuffered - m_sync.buffered();
        return resync(joined.error(), now);
    }
    m_exchangeTime = joined->exchangeTime;
    noteKnown(knownRangeOf(snapshot, asked));
    useJoined(*joined, now);
}

void BookFeed::onStreamSnapshot(const BookSnapshot &snapshot, Instant now)
{
    if (m_status.state == FeedState::Failed)
        return;
    m_counters.dropped += m_sync.buffered();
    if (const auto loaded = m_sync.onStreamSnapshot(snapshot, m_book); !loaded)
        return resync(loaded.error(), now);
    m_asksByRest = m_rules.snapshots == SnapshotSource::Rest;
    m_exchangeTime = snapshot.exchangeTime;
    m_known = {};
    useJoined({}, now);
}

void BookFeed::useJoined(const BookSync::Joined &joined, Instant now)
{
    ++m_counters.snapshots;
    m_counters.deltas += joined.applied;
    m_counters.stale += joined.stale;
    m_counters.levels += joined.levels;
    becomeLive(now);
    noteChecksum(now);
}

void BookFeed::onSnapshotFailed(const std::string &reason, Instant notBefore, Instant now)
{
    // Of two answers the first may have been enough.
    if (m_sync.isSynced())
        return;
    askOtherwise();
    retrySnapshot(reason, notBefore, now);
}

void BookFeed::retrySnapshot(const std::string &reason, Instant notBefore, Instant now)
{
    m_snapshotDueAt = std::max(notBefore, now + m_snapshotBackoff.next());
    setState(m_status.state, reason, now);
    m_status.retryAt = m_snapshotDueAt;
}

/// A snapshot that is asked for can join it now. One that comes on the stream should have come before: it is
/// lost, or the venue sends none.
void BookFeed::noteFirstDelta(Instant now)
{
    if (!std::exchange(m_awaitsFirstDelta, false) || !m_snapshotDueAt)
        return;
    m_snapshotDueAt = now;
    askOtherwise();
}

/// Where there are two ways to a snapshot, and one of them did not lead there.
void BookFeed::askOtherwise()
{
    if (m_rules.snapshots == SnapshotSource::StreamElseRest)
        m_asksByRest = !m_asksByRest;
}

} // namespace touchline
