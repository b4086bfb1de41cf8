// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a FeedSession does beside its frames: snapshots, deadlines, and the end of its connection.
#include "feed/feedsession.h"

#include <algorithm>

namespace touchline {

namespace {

/// A connection that lasted this long makes the next attempt start without a grown delay.
constexpr Duration steadyConnection = std::chrono::seconds(60);
constexpr Duration defaultBan = std::chrono::seconds(60);
constexpr Instant never = SnapshotTurns::never;

} // namespace

FeedActions FeedSession::onReply(const HttpReply &reply, Instant now)
{
    m_changes.clear();
    const auto book = m_snapshots.end(reply.id);
    if (!book)
        return {};
    onSnapshotReply(*book, reply, now);
    FeedActions actions;
    fetchDueSnapshots(now, actions);
    return actions;
}

void FeedSession::onSnapshotReply(std::size_t book, const HttpReply &reply, Instant now)
{
    constexpr int httpOk = 200;
    if (reply.usedWeight)
        m_snapshots.budget().noteUsed(*reply.usedWeight, now);
    if (reply.status != httpOk)
        return onRefusedSnapshot(book, reply, now);
    const auto snapshot = m_venue.decodeSnapshot(reply.body, m_books[book]->instrument());
    change(book, [&](BookFeed &feed) { useSnapshot(feed, snapshot, now); });
}

void FeedSession::useSnapshot(BookFeed &feed, const Expected<BookSnapshot> &snapshot, Instant now)
{
    // Whoever recorded a market may have asked for fewer levels than this session does.
    const std::size_t asked = m_options.hasDeadlines ? m_snapshotSize.levels : 0;
    if (feed.isAuditUnderWay()) {
        if (snapshot)
            feed.onAuditSnapshot(*snapshot, asked, now);
        else
            feed.onAuditFailed();
        if (const auto since = feed.behindSince())
            m_silenceCheckAt = std::min(m_silenceCheckAt, *since + m_limits.longestBehind);
        return;
    }
    if (snapshot)
        feed.onSnapshot(*snapshot, asked, now);
    else
        feed.onSnapshotFailed("the snapshot cannot be used: " + snapshot.error().detail, now, now);
}

void FeedSession::onRefusedSnapshot(std::size_t book, const HttpReply &reply, Instant now)
{
    constexpr int badRequest = 400;
    constexpr int banned = 418;
    constexpr int tooMany = 429;
    const std::string words = m_venue.errorText(reply.body);
    const std::string answer = "HTTP " + std::to_string(reply.status) + (words.empty() ? "" : ": " + words);
    Instant notBefore = now;
    std::string reason = "no snapshot: " + (reply.status == 0 ? reply.body : answer);
    if (reply.status == tooMany || reply.status == banned) {
        RequestBudget &budget = m_snapshots.budget();
        budget.pauseUntil(now + reply.retryAfter.value_or(defaultBan));
        notBefore = budget.pausedUntil();
        reason = std::string(m_venue.title()) + " asks to wait (" + answer + ")";
    }
    change(book, [&](BookFeed &feed) {
        if (feed.isAuditUnderWay())
            feed.onAuditFailed();
        else if (reply.status == badRequest)
            feed.onFailed(std::string(m_venue.title()) + " refused the snapshot (" + answer + ")", now);
        else
            feed.onSnapshotFailed(reason, notBefore, now);
    });
}

FeedActions FeedSession::onStreamClosed(const Error &error, Instant now)
{
    m_changes.clear();
    if (m_link == Link::Closed)
        return {};
    closeLink(error, now);
    return {};
}

void FeedSession::closeLink(const Error &error, Instant now)
{
    if (m_link == Link::Open && now - m_openedAt >= steadyConnection)
        m_reconnectBackoff.reset();
    if (m_link == Link::Connecting)
        ++m_failedAttempts;
    m_link = Link::Closed;
    m_snapshots.cancel();
    m_linkDeadline = now + m_reconnectBackoff.next();
    const bool givesUp = recoveryFor(error.code) == Recovery::GiveUp;
    for (std::size_t i = 0; i < m_books.size(); ++i) {
        change(i, [&](BookFeed &feed) {
            if (givesUp)
                feed.onFailed(error.detail, now);
            else if (feed.status().state != FeedState::Failed)
                feed.onStreamClosed(error.detail, m_linkDeadline, now);
        });
    }
}

FeedActions FeedSession::reconnect(Instant now)
{
    m_changes.clear();
    m_snapshots.cancel();
    m_reconnectBackoff.reset();
    return open(now);
}

FeedActions FeedSession::onDeadline(Instant now)
{
    m_changes.clear();
    FeedActions actions;
    if (m_link == Link::Closed && now >= m_linkDeadline && isAnyBookAlive())
        return open(now);
    if (m_options.hasDeadlines) {
        if (m_link == Link::Connecting && now >= m_linkDeadline) {
            closeLink(Error{ErrorCode::TimedOut, "no connection within the time limit"}, now);
            return {CloseStream{}};
        }
        if (m_link == Link::Open && now >= m_lastSignOfLife + m_limits.silenceLimit) {
            closeLink(Error{ErrorCode::TimedOut, "the connection has gone silent"}, now);
            return {CloseStream{}};
        }
        expireFetches(now);
        checkSilence(now, actions);
        if (isAnyBehind(now)) {
            closeLink(Error{ErrorCode::TimedOut, "the stream stands still while the market goes on"}, now);
            return {CloseStream{}};
        }
        auditNext(now, actions);
    }
    fetchDueSnapshots(now, actions);
    return actions;
}

void FeedSession::fetchDueSnapshots(Instant now, FeedActions &actions)
{
    if (m_link != Link::Open || !m_snapshots.isTurn(now))
        return;
    m_snapshots.forgetDue();
    for (std::size_t i = 0; i < m_books.size(); ++i) {
        const auto due = m_books[i]->snapshotDueAt();
        if (!due)
            continue;
        if (now < *due || !m_snapshots.hasRoom(now)) {
            m_snapshots.noteDue(*due);
            continue;
        }
        m_books[i]->onSnapshotRequested();
        actions.push_back(fetchOf(i, now));
    }
}

FetchUrl FeedSession::fetchOf(std::size_t book, Instant now)
{
    const std::string &symbol = m_books[book]->instrument().symbol;
    return {
        m_snapshots.begin(book, now), m_venue.snapshotUrl(m_options.hosts, symbol, m_snapshotSize.levels),
        symbol};
}

void FeedSession::expireFetches(Instant now)
{
    for (const std::size_t book : m_snapshots.takeOverdue(now)) {
        change(book, [now](BookFeed &feed) {
            if (feed.isAuditUnderWay())
                feed.onAuditFailed();
            else
                feed.onSnapshotFailed("no snapshot within the time limit", now, now);
        });
    }
}

std::optional<Instant> FeedSession::nextDeadline() const
{
    if (m_link == Link::Closed)
        return isAnyBookAlive() ? std::optional(m_linkDeadline) : std::nullopt;
    Instant next = m_link == Link::Open ? m_snapshots.nextTurn() : never;
    if (m_options.hasDeadlines) {
        const Instant link =
            m_link == Link::Connecting ? m_linkDeadline : m_lastSignOfLife + m_limits.silenceLimit;
        next = std::min({next, link, m_silenceCheckAt, m_snapshots.nextOverdue()});
        if (m_link == Link::Open)
            next = std::min(next, m_nextAuditAt);
    }
    return next == never ? std::nullopt : std::optional(next);
}

} // namespace touchline
