// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a FeedSession moves to its next connection before the current one ends.
#include "feed/feedsession.h"

#include <utility>

namespace touchline {

FeedActions FeedSession::openNext(Instant now)
{
    m_links.connectNext(now);
    const StreamLink &next = m_links.next();
    if (next.state == StreamLink::State::Closed)
        return {};
    return {openStream(next.id)};
}

FeedActions FeedSession::onNextFrame(std::string_view text, Instant now)
{
    const auto event = decode(text, now);
    FeedActions actions;
    if (!event && event.error().code == ErrorCode::UnknownSymbol) {
        ++m_foreignFrames;
    } else if (!event) {
        actions = loseNext(now);
        if (auto sample = m_malformed.note(event.error(), text, now))
            actions.push_back(std::move(*sample));
    } else if (keepNextEvent(*event)) {
        checkHandover(now, actions);
        fetchDueSnapshots(now, actions);
    } else {
        actions = loseNext(now);
    }
    return actions;
}

/// Quotes are not kept: the next one says more.
bool FeedSession::keepNextEvent(const FeedEvent &event)
{
    if (const auto *depth = std::get_if<DepthEvent>(&event)) {
        const std::size_t book = indexOf(*depth->instrument);
        m_handover->onNextDelta(book, *depth->delta, completeId(book));
    } else if (const auto *trade = std::get_if<TradeEvent>(&event)) {
        m_handover->onNextTrade(indexOf(*trade->instrument), trade->trade);
    }
    return !std::holds_alternative<RefusedEvent>(event) && !std::holds_alternative<ShutdownEvent>(event);
}

void FeedSession::noteCurrentEvent(const FeedEvent &event, Instant now, FeedActions &actions)
{
    const auto *const depth = std::get_if<DepthEvent>(&event);
    if (!depth)
        return;
    const std::size_t book = indexOf(*depth->instrument);
    if (m_books[book]->status().state == FeedState::Failed)
        return;
    m_handover->onCurrentDelta(book, completeId(book));
    checkHandover(now, actions);
}

void FeedSession::checkHandover(Instant now, FeedActions &actions)
{
    if (m_handover->isReady(now)) {
        actions.push_back(CloseStream{m_links.current().id});
        moveOn(now);
    } else if (m_handover->hasFailed(now)) {
        for (FeedAction &action : loseNext(now))
            actions.push_back(std::move(action));
    } else {
        m_handover->onChecked(now);
    }
}

void FeedSession::moveOn(Instant now)
{
    Handover handover = *std::exchange(m_handover, std::nullopt);
    m_links.moveOn();
    m_lagsSince.reset();
    for (std::size_t i = 0; i < m_books.size(); ++i) {
        const Handover::Kept kept = handover.take(i);
        change(i, [&](BookFeed &feed) {
            feed.onHandover(!kept.deltas.empty(), now);
            for (const BookDelta &delta : kept.deltas)
                feed.onDepth(delta, now);
            for (const Trade &trade : kept.trades)
                feed.onTrade(trade);
        });
        noteChange(i, FeedChange::Kind::Handover);
        if (!kept.trades.empty())
            noteChange(i, FeedChange::Kind::Trade);
    }
}

FeedActions FeedSession::loseNext(Instant now)
{
    const StreamLink next = m_links.next();
    if (next.state == StreamLink::State::Closed)
        return {};
    dropNext(now);
    return {CloseStream{next.id}};
}

void FeedSession::dropNext(Instant now)
{
    m_handover.reset();
    m_links.loseNext(now);
}

/// 0 while there is no book.
std::uint64_t FeedSession::completeId(std::size_t book) const
{
    const FeedState state = m_books[book]->status().state;
    return state == FeedState::Live || state == FeedState::Stale ? m_books[book]->updateId() : 0;
}

} // namespace touchline
