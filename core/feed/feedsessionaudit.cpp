// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// When a FeedSession asks for a snapshot that no book needs: to compare it with a live one, and to see
// whether a quiet stream is a dead one.
#include "feed/feedsession.h"

#include <algorithm>

namespace touchline {

namespace {

constexpr Instant never = SnapshotTurns::never;
/// Each book is compared about once in this time while there are few.
constexpr Duration auditPeriod = std::chrono::seconds(60);
/// A silent stream that does not bring within this time what a snapshot shows is no longer called live.
constexpr Duration overtaken = std::chrono::seconds(1);
/// One in so many of the venue's weight is spent on it.
constexpr int auditShare = 20;

} // namespace

/// What a frame of a symbol does not say, a snapshot can: a quiet market is not a dead link.
void FeedSession::checkSilence(Instant now, FeedActions &actions)
{
    if (now < m_silenceCheckAt)
        return;
    m_silenceCheckAt = never;
    for (std::size_t i = 0; i < m_books.size(); ++i)
        m_silenceCheckAt = std::min(m_silenceCheckAt, checkSilenceOf(i, now, actions));
}

/// When to look again.
Instant FeedSession::checkSilenceOf(std::size_t book, Instant now, FeedActions &actions)
{
    if (!asksForSnapshots())
        return checkConnectionOf(book, now);
    const BookFeed &feed = *m_books[book];
    const auto since = feed.quietSince();
    if (!since)
        return never;
    const Instant probeAt = *since + probeAfter(feed);
    const Instant staleAt = *since + m_limits.staleAfter;
    const auto behind = feed.behindSince();
    const Instant behindAt = behind ? std::max(*behind + m_limits.longestBehind, now) : never;
    const Instant overtakenAt = behind ? std::max(*behind + overtaken, *since + soonestProbe) : never;
    if (now >= std::min(staleAt, overtakenAt)) {
        change(book, [now](BookFeed &quiet) { quiet.onStale(now); });
        return behindAt;
    }
    if (now < probeAt)
        return std::min({probeAt, overtakenAt, behindAt});
    const bool isProbed = feed.auditRequestedAt() && *feed.auditRequestedAt() >= probeAt;
    if (!isProbed && !feed.isAuditUnderWay() && m_snapshots.hasSpareRoom(now))
        audit(book, now, actions);
    return std::min({staleAt, overtakenAt, behindAt});
}

/// A busy market is missed sooner than a quiet one.
Duration FeedSession::probeAfter(const BookFeed &feed) const
{
    return std::min(std::max(10 * feed.usualQuiet(), soonestProbe), m_limits.staleAfter / 2);
}

bool FeedSession::isAnyBehind(Instant now) const
{
    return std::any_of(m_books.begin(), m_books.end(), [this, now](const std::unique_ptr<BookFeed> &feed) {
        return feed->behindSince() && now >= *feed->behindSince() + m_limits.longestBehind;
    });
}

void FeedSession::auditNext(Instant now, FeedActions &actions)
{
    if (!asksForSnapshots() || !m_links.current().isOpen() || now < m_nextAuditAt)
        return;
    const auto book = nextToAudit();
    m_nextAuditAt = now + auditInterval();
    if (book && m_snapshots.hasSpareRoom(now))
        audit(*book, now, actions);
}

/// One that needs to know more levels soon, else the next one in turn.
std::optional<std::size_t> FeedSession::nextToAudit() const
{
    std::optional<std::size_t> next;
    for (std::size_t step = 1; step <= m_books.size(); ++step) {
        const std::size_t book = (m_lastAudited + step) % m_books.size();
        const BookFeed &feed = *m_books[book];
        const FeedState state = feed.status().state;
        if ((state != FeedState::Live && state != FeedState::Stale) || feed.isAuditUnderWay())
            continue;
        if (feed.nearsKnownEdge())
            return book;
        if (!next)
            next = book;
    }
    return next;
}

void FeedSession::audit(std::size_t book, Instant now, FeedActions &actions)
{
    m_lastAudited = book;
    m_books[book]->onAuditRequested(now);
    actions.push_back(fetchOf(book, now));
}

Duration FeedSession::auditInterval() const
{
    const auto books = static_cast<std::int64_t>(std::max<std::size_t>(m_books.size(), 1));
    const auto all = std::max(books, static_cast<std::int64_t>(m_options.booksInAll));
    const int weight = std::max(m_limits.requestWeight / auditShare, 1);
    const Duration affordable = m_limits.requestWindow * m_snapshotSize.weight * all / (weight * books);
    return std::max(auditPeriod / books, affordable);
}

} // namespace touchline
