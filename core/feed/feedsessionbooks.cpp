// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a FeedSession takes further books and lets them go, and tells its connections of it at the venue's
// pace.
#include "feed/feedsession.h"

#include <algorithm>
#include <utility>

namespace touchline {

FeedActions FeedSession::follow(const Instrument &instrument, Instant now)
{
    m_changes.clear();
    if (indexOf(instrument.symbol))
        return {};
    const std::size_t book = addBook(instrument);
    if (m_handover)
        m_handover->addBook();
    change(book, [now](BookFeed &feed) { feed.onConnecting(now); });
    forgetClosedStreams();
    for (Subscriptions &stream : m_subscriptions)
        stream.begin(instrument);
    FeedActions actions;
    tellStreams(now, actions);
    if (isOpen(m_links.current().id) && isWaiting(instrument.symbol))
        change(book, [&](BookFeed &feed) { feed.onSubscribingPutOff(m_nextMessageAt, now); });
    return actions;
}

FeedActions FeedSession::unfollow(std::string_view symbol, Instant now)
{
    m_changes.clear();
    const auto book = indexOf(symbol);
    if (!book)
        return {};
    const Instrument gone = m_books[*book]->instrument();
    removeBook(*book);
    forgetClosedStreams();
    for (Subscriptions &stream : m_subscriptions)
        stream.end(gone);
    FeedActions actions;
    tellStreams(now, actions);
    return actions;
}

std::size_t FeedSession::addBook(const Instrument &instrument)
{
    const std::size_t index = m_books.size();
    const FeedOrigin origin{std::string(m_venue.name()), m_venue.isDemo(), m_options.isRecording};
    m_books.push_back(std::make_unique<BookFeed>(origin, instrument, m_options.seed + index + 1, m_rules));
    m_indexBySymbol.emplace(instrument.symbol, index);
    return index;
}

void FeedSession::removeBook(std::size_t book)
{
    const std::size_t last = m_books.size() - 1;
    m_indexBySymbol.erase(m_books[book]->instrument().symbol);
    m_pastCounters += m_books[book]->counters();
    m_snapshots.removeBook(book, last);
    if (m_handover)
        m_handover->removeBook(book);
    if (book != last) {
        m_books[book] = std::move(m_books[last]);
        m_indexBySymbol.find(m_books[book]->instrument().symbol)->second = book;
    }
    m_books.pop_back();
}

std::vector<Instrument> FeedSession::followed() const
{
    std::vector<Instrument> instruments;
    for (const auto &feed : m_books)
        instruments.push_back(feed->instrument());
    return instruments;
}

/// With everything that is followed now.
OpenStream FeedSession::openStream(StreamId stream)
{
    StreamRequest request = m_venue.streamRequest(m_options.hosts, followed());
    m_hasSide = !request.sideUrl.empty();
    const bool isOfSide = isSideStream(stream);
    forgetClosedStreams();
    m_subscriptions.emplace_back(stream, std::move(isOfSide ? request.sideMessages : request.messages));
    return OpenStream{stream, std::move(isOfSide ? request.sideUrl : request.url)};
}

bool FeedSession::isLinked(StreamId stream) const
{
    const auto isLink = [stream](const StreamLink &link) {
        return link.id == stream && link.state != StreamLink::State::Closed;
    };
    return isLink(m_links.current()) || isLink(m_links.next()) || (m_side && isLink(m_side->current()));
}

void FeedSession::forgetClosedStreams()
{
    std::erase_if(m_subscriptions, [this](const Subscriptions &one) { return !isLinked(one.stream()); });
}

/// True while the connection that the books rely on was not asked for this symbol.
bool FeedSession::isWaiting(std::string_view symbol) const
{
    return std::any_of(m_subscriptions.begin(), m_subscriptions.end(), [&](const Subscriptions &one) {
        return one.stream() == m_links.current().id && one.isWaiting(symbol);
    });
}

void FeedSession::tellStreams(Instant now, FeedActions &actions)
{
    m_nextMessageAt = SnapshotTurns::never;
    for (Subscriptions &stream : m_subscriptions) {
        if (!isOpen(stream.stream()))
            continue;
        while (!stream.isDone() && m_messages->allows(1, now))
            tellNext(stream, now, actions);
        if (!stream.isDone())
            m_nextMessageAt = m_messages->nextFree(1, now);
    }
}

void FeedSession::tellNext(Subscriptions &stream, Instant now, FeedActions &actions)
{
    if (const auto turn = stream.takeTurn())
        writeTurn(stream, *turn, now);
    auto message = stream.takeMessage();
    if (!message)
        return;
    m_messages->spend(1, now);
    actions.push_back(SendText{stream.stream(), std::move(*message)});
}

void FeedSession::writeTurn(Subscriptions &stream, const Subscriptions::Turn &turn, Instant now)
{
    const bool begins = turn.step == Subscriptions::Step::Begin;
    StreamMessages made = begins ? m_venue.subscribeMessages(turn.instruments)
                                 : m_venue.unsubscribeMessages(turn.instruments, followed());
    stream.write(std::move(isSideStream(stream.stream()) ? made.sideMessages : made.messages));
    if (!begins || stream.stream() != m_links.current().id)
        return;
    for (const Instrument &instrument : turn.instruments) {
        if (const auto book = indexOf(instrument.symbol))
            change(*book, [now](BookFeed &feed) { feed.onStreamOpened(now); });
    }
}

} // namespace touchline
