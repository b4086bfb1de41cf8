// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a BookFeed needs of venues whose books are proven by more than their ids, or wait to be subscribed to.
#include "feed/bookfeed.h"

namespace touchline {

void BookFeed::onSubscribingPutOff(Instant at, Instant now)
{
    setState(m_status.state, "the exchange takes few subscriptions at a time; this one waits", now);
    m_status.retryAt = at;
}

void BookFeed::onMissedFrames(const Error &error, Instant now)
{
    if (m_status.state == FeedState::Failed)
        return;
    keepShown();
    giveUpBuffer();
    resync(error, now);
}

void BookFeed::noteChecksum(Instant now)
{
    const auto id = m_sync.checksumVerifiedId();
    m_integrity.audit.checksumsVerified = m_sync.checksumsVerified();
    if (id != m_sync.lastUpdateId())
        return;
    m_integrity.audit.verifiedId = id;
    m_integrity.audit.verifiedAt = now;
}

void BookFeed::onConnectionHeard(Instant now)
{
    if (m_status.state == FeedState::Stale)
        setState(FeedState::Live, {}, now);
}

} // namespace touchline
