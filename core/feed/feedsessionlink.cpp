// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a FeedSession does beside its frames: snapshots, deadlines, the begin and the end of its connection.
#include "feed/feedsession.h"

#include <algorithm>
#include <utility>

namespace touchline {

namespace {

constexpr Duration defaultBan = std::chrono::seconds(60);
constexpr Instant never = SnapshotTurns::never;

} // namespace

StreamLinks FeedSession::streamLinks() const
{
    auto attempts = m_options.attempts ? m_options.attempts : attemptBudget(m_limits);
    return StreamLinks(m_limits, {m_options.seed, m_options.hasDeadlines, std::move(attempts)});
}

FeedActions FeedSession::start(Instant now)
{
    m_changes.clear();
    for (const auto &feed : m_books)
        feed->onAsked(m_options.askedAt.value_or(now));
    return open(now);
}

FeedActions FeedSession::open(Instant now)
{
    m_links.connect(now);
    const StreamLink &link = m_links.current();
    const bool isPutOff = link.state == StreamLink::State::Closed;
    for (std::size_t i = 0; i < m_books.size(); ++i) {
        change(i, [&](BookFeed &feed) {
            feed.onConnecting(now);
            if (isPutOff)
                feed.onConnectingPutOff(link.deadline, now);
        });
    }
    if (isPutOff)
        return {};
    return {openStream(link.id)};
}

FeedActions FeedSession::onStreamOpened(StreamId stream, Instant now)
{
    m_changes.clear();
    FeedActions actions;
    if (m_side && m_side->onOpened(stream, now)) {
        tellStreams(now, actions);
        return actions;
    }
    if (!m_links.onOpened(stream, now))
        return {};
    if (stream == m_links.current().id) {
        m_lagsSince.reset();
        m_frameNumber.reset();
        m_lastFrameAt = now;
        m_lastPingAt = now;
        m_snapshots.cancel();
        for (std::size_t i = 0; i < m_books.size(); ++i) {
            if (!isWaiting(m_books[i]->instrument().symbol))
                change(i, [now](BookFeed &feed) { feed.onStreamOpened(now); });
        }
    } else {
        m_handover.emplace(m_books.size(), now);
    }
    tellStreams(now, actions);
    beginSide(now, actions);
    return actions;
}

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
        m_snapshots.fetchBudget().noteUsed(*reply.usedWeight, now);
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
        if (feed.behindSince())
            m_silenceCheckAt = now;
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
        RequestBudget &budget = m_snapshots.fetchBudget();
        budget.pauseUntil(now + reply.retryAfter.value_or(defaultBan));
        notBefore = budget.pausedUntil();
        reason = std::string(m_venue.title()) + " asks to wait (" + answer + ")";
    }
    change(book, [&](BookFeed &feed) {
        if (feed.isAuditUnderWay())
            feed.onAuditFailed();
        else if (reply.status == badRequest && asksForSnapshots())
            feed.onFailed(std::string(m_venue.title()) + " refused the snapshot (" + answer + ")", now);
        else
            feed.onSnapshotFailed(reason, notBefore, now);
    });
}

FeedActions FeedSession::onStreamClosed(StreamId stream, const Error &error, Instant now)
{
    m_changes.clear();
    if (m_side && stream == m_side->current().id)
        m_side->loseCurrent(now);
    if (stream == m_links.current().id && m_links.current().state != StreamLink::State::Closed)
        return closeLink(error, now);
    if (stream == m_links.next().id && m_links.next().state != StreamLink::State::Closed)
        dropNext(now);
    return {};
}

FeedActions FeedSession::giveUp(ErrorCode code, const std::string &why, Instant now)
{
    const CloseStream close{m_links.current().id};
    FeedActions actions = closeLink(Error{code, why}, now);
    actions.insert(actions.begin(), close);
    return actions;
}

FeedActions FeedSession::closeLink(const Error &error, Instant now)
{
    const bool givesUp = recoveryFor(error.code) == Recovery::GiveUp;
    FeedActions actions;
    if (givesUp)
        actions = loseNext(now);
    if (m_handover) {
        moveOn(now);
        fetchDueSnapshots(now, actions);
        return actions;
    }
    m_links.loseCurrent(now);
    m_snapshots.cancel();
    const StreamLink &link = m_links.current();
    for (std::size_t i = 0; i < m_books.size(); ++i) {
        change(i, [&](BookFeed &feed) {
            if (givesUp)
                return feed.onFailed(error.detail, now);
            if (feed.status().state == FeedState::Failed)
                return;
            feed.onStreamClosed(error.detail, link.deadline, now);
            if (link.state == StreamLink::State::Connecting)
                feed.onConnecting(now);
        });
    }
    return actions;
}

FeedActions FeedSession::reconnect(Instant now)
{
    m_changes.clear();
    FeedActions actions;
    if (m_side && m_side->current().state != StreamLink::State::Closed) {
        actions.push_back(CloseStream{m_side->current().id});
        m_side->loseCurrent(now);
        m_side->retryNow(now);
    }
    for (const StreamLink *link : {&m_links.current(), &m_links.next()}) {
        if (link->state != StreamLink::State::Closed)
            actions.push_back(CloseStream{link->id});
    }
    m_handover.reset();
    m_snapshots.cancel();
    m_links.restart();
    for (FeedAction &action : open(now))
        actions.push_back(std::move(action));
    return actions;
}

FeedActions FeedSession::onDeadline(Instant now)
{
    m_changes.clear();
    if (const auto due = m_links.due(now); due != StreamLinks::Due::Nothing)
        return onLinkDue(due, now);
    FeedActions actions;
    if (m_side)
        actions = onSideDue(m_side->due(now), now);
    if (now >= m_nextMessageAt)
        tellStreams(now, actions);
    if (m_options.hasDeadlines) {
        if (m_handover && now >= m_handover->nextCheck())
            checkHandover(now, actions);
        expireFetches(now);
        checkSilence(now, actions);
        if (isAnyBehind(now))
            return giveUp(ErrorCode::TimedOut, "the stream stands still while the market goes on", now);
        auditNext(now, actions);
        pingIfSilent(now, actions);
    }
    fetchDueSnapshots(now, actions);
    return actions;
}

FeedActions FeedSession::onLinkDue(StreamLinks::Due due, Instant now)
{
    switch (due) {
    case StreamLinks::Due::Nothing:
        break;
    case StreamLinks::Due::Connect:
        return isAnyBookAlive() ? open(now) : FeedActions{};
    case StreamLinks::Due::ConnectOverdue:
        return giveUp(ErrorCode::TimedOut, "no connection within the time limit", now);
    case StreamLinks::Due::Silence:
        return giveUp(ErrorCode::TimedOut, "the connection has gone silent", now);
    case StreamLinks::Due::ConnectNext:
        if (!asksForSnapshots())
            return giveUp(ErrorCode::ConnectionClosed, "the connection has come to its end", now);
        return openNext(now);
    case StreamLinks::Due::NextOverdue:
        return loseNext(now);
    }
    return {};
}

void FeedSession::fetchSnapshots(Instant now, FeedActions &actions)
{
    if (!m_links.current().isOpen())
        return;
    m_snapshots.forgetDue();
    for (std::size_t i = 0; i < m_books.size(); ++i) {
        const auto due = m_books[i]->snapshotDueAt();
        if (!due)
            continue;
        const SnapshotWay way = wayOf(*m_books[i]);
        if (now < *due || !m_snapshots.hasRoom(way, now)) {
            m_snapshots.noteDue(way, *due);
            continue;
        }
        m_books[i]->onSnapshotRequested();
        askForSnapshot(i, now, actions);
    }
}

FetchUrl FeedSession::fetchOf(std::size_t book, Instant now)
{
    const std::string &symbol = m_books[book]->instrument().symbol;
    return {
        m_snapshots.begin(SnapshotWay::Fetch, book, now),
        m_venue.snapshotUrl(m_options.hosts, symbol, m_snapshotSize.levels), symbol};
}

void FeedSession::askForSnapshot(std::size_t book, Instant now, FeedActions &actions)
{
    if (wayOf(*m_books[book]) == SnapshotWay::Fetch) {
        actions.push_back(fetchOf(book, now));
        return;
    }
    static_cast<void>(m_snapshots.begin(SnapshotWay::Subscribe, book, now));
    for (std::string &message : m_venue.resubscribeMessages(m_books[book]->instrument()))
        actions.push_back(SendText{m_links.current().id, std::move(message)});
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
    if (m_links.current().state == StreamLink::State::Closed)
        return isAnyBookAlive() ? std::optional(m_links.nextDeadline()) : std::nullopt;
    const bool isOpen = m_links.current().isOpen();
    Instant next = isOpen ? std::min(m_snapshots.nextTurn(), m_nextMessageAt) : m_nextMessageAt;
    if (m_side)
        next = std::min(next, m_side->nextDeadline());
    if (m_options.hasDeadlines) {
        next = std::min(
            {next, m_links.nextDeadline(), m_silenceCheckAt, m_snapshots.nextOverdue(), pingDueAt()});
        if (isOpen)
            next = std::min(next, m_nextAuditAt);
        if (m_handover)
            next = std::min(next, m_handover->nextCheck());
    }
    return next == never ? std::nullopt : std::optional(next);
}

} // namespace touchline
