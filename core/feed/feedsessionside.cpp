// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a FeedSession needs with some venues only: a connection of its own for the trades, and words that keep
// a silent connection open.
#include "feed/feedsession.h"

#include <algorithm>
#include <utility>

namespace touchline {

void FeedSession::beginSide(Instant now, FeedActions &actions)
{
    constexpr std::uint32_t firstOfSide = 1U << 31;
    if (!m_hasSide || m_side)
        return;
    auto attempts = m_options.attempts ? m_options.attempts : attemptBudget(m_limits);
    m_side.emplace(
        m_limits,
        StreamLinks::Options{m_options.seed, m_options.hasDeadlines, std::move(attempts), firstOfSide});
    for (FeedAction &action : openSide(now))
        actions.push_back(std::move(action));
}

FeedActions FeedSession::openSide(Instant now)
{
    m_side->connect(now);
    const StreamLink &link = m_side->current();
    if (link.state == StreamLink::State::Closed)
        return {};
    return {openStream(link.id)};
}

/// No book depends on it: whatever goes wrong ends this connection alone.
FeedActions FeedSession::onSideDue(StreamLinks::Due due, Instant now)
{
    switch (due) {
    case StreamLinks::Due::Nothing:
        return {};
    case StreamLinks::Due::Connect:
        return isAnyBookAlive() ? openSide(now) : FeedActions{};
    case StreamLinks::Due::ConnectOverdue:
    case StreamLinks::Due::Silence:
    case StreamLinks::Due::ConnectNext:
    case StreamLinks::Due::NextOverdue:
        break;
    }
    const CloseStream close{m_side->current().id};
    m_side->loseCurrent(now);
    return {close};
}

void FeedSession::onSideFrame(std::string_view text, Instant now)
{
    const auto event = decode(text, now);
    if (!event && event.error().code == ErrorCode::UnknownSymbol)
        ++m_foreignFrames;
    else if (!event)
        static_cast<void>(m_malformed.note(event.error(), text, now));
    else if (const auto *trade = std::get_if<TradeEvent>(&*event))
        noteSideTrade(*trade, text.size());
}

/// Trades that go on do not show that the book does.
void FeedSession::noteSideTrade(const TradeEvent &trade, std::size_t bytes)
{
    const std::size_t book = indexOf(*trade.instrument);
    m_books[book]->onSideFrame(bytes);
    m_books[book]->onTrade(trade.trade);
    noteChange(book, FeedChange::Kind::Trade);
}

void FeedSession::pingIfSilent(Instant now, FeedActions &actions)
{
    if (now < pingDueAt())
        return;
    m_lastPingAt = now;
    actions.push_back(SendText{m_links.current().id, m_limits.pingText});
}

Instant FeedSession::pingDueAt() const
{
    if (m_limits.pingText.empty() || !m_links.current().isOpen())
        return SnapshotTurns::never;
    return std::max(m_lastFrameAt, m_lastPingAt) + m_limits.pingAfter;
}

/// Where snapshots come on the stream nobody can be asked whether a quiet market stands still. But what comes
/// at all comes in order: while the connection brings anything, it has brought this symbol's changes, too.
Instant FeedSession::checkConnectionOf(std::size_t book, Instant now)
{
    const FeedState state = m_books[book]->status().state;
    const Instant staleAt = m_lastFrameAt + m_limits.staleAfter;
    if (state == FeedState::Live && now >= staleAt) {
        change(book, [now](BookFeed &feed) { feed.onStale(now); });
        return SnapshotTurns::never;
    }
    return state == FeedState::Live ? staleAt : SnapshotTurns::never;
}

void FeedSession::reviveStale(Instant now)
{
    for (std::size_t i = 0; i < m_books.size(); ++i)
        change(i, [now](BookFeed &feed) { feed.onConnectionHeard(now); });
}

} // namespace touchline
