// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/kraken/krakenstreams.h"

#include "sim/kraken/krakenwire.h"
#include "sim/streamhub.h"

#include <algorithm>

namespace touchline {

namespace {

/// The snapshot of trades has so many.
constexpr std::ptrdiff_t recentTrades = 50;

std::string tradesSoFar(const Listing &listing)
{
    const auto &recent = listing.tape.recent();
    const auto count = std::min<std::ptrdiff_t>(recentTrades, std::ssize(recent));
    return krakenwire::tradeSnapshot(
        listing.instrument, std::vector<TapeTrade>(recent.end() - count, recent.end()));
}

} // namespace

std::string krakenBookStream(std::string_view symbol, std::size_t depth)
{
    return "book-" + std::to_string(depth) + ':' + std::string(symbol);
}

std::string krakenTradeStream(std::string_view symbol)
{
    return "trade:" + std::string(symbol);
}

std::string_view krakenSymbolOf(std::string_view stream)
{
    const auto colon = stream.find(':');
    return colon == std::string_view::npos ? std::string_view() : stream.substr(colon + 1);
}

KrakenStreams::KrakenStreams(std::string_view symbol) : m_trades(krakenTradeStream(symbol))
{
    for (const std::size_t depth : krakenDepths)
        m_books.push_back({KrakenWindow(depth), krakenBookStream(symbol, depth)});
}

/// All who follow a book to one depth hold the same: who comes later is told of what the others hold, and the
/// next update is for all.
void KrakenStreams::greet(
    const Subscription &subscription, Instant now, const Listing &listing, StreamHub &hub)
{
    if (subscription.stream == m_trades)
        return hub.tell(subscription, tradesSoFar(listing));
    const auto book = std::find_if(m_books.begin(), m_books.end(), [&](const Book &known) {
        return known.stream == subscription.stream;
    });
    if (book == m_books.end())
        return;
    if (!book->window.isOpen())
        book->window.open(listing.book, listing.instrument.decimals);
    BookSnapshot snapshot = book->window.held();
    snapshot.exchangeTime = now;
    hub.tell(subscription, krakenwire::bookSnapshot(listing.instrument, snapshot));
}

void KrakenStreams::flushUntil(Instant now, const Listing &listing, StreamHub &hub)
{
    if (!m_changes.isDue(now))
        return;
    const Instant at = m_changes.dueAt();
    static_cast<void>(m_changes.take(listing.book));
    for (Book &book : m_books)
        publish(book, m_history, at, listing, hub);
    m_history.clear();
}

void KrakenStreams::onStep(const MarketStep &step, const Listing &listing, StreamHub &hub)
{
    m_changes.note(step.delta);
    m_history.note(step.delta);
    if (!step.trades.empty() && hub.hasListeners(m_trades))
        hub.publish(m_trades, krakenwire::tradeUpdate(listing.instrument, step.trades));
}

void KrakenStreams::publish(
    Book &book, const LevelHistory &history, Instant at, const Listing &listing, StreamHub &hub)
{
    if (!hub.hasListeners(book.stream))
        return book.window.close();
    BookDelta delta = book.window.moveTo(listing.book, history, listing.instrument.decimals);
    if (delta.bids.empty() && delta.asks.empty())
        return;
    delta.exchangeTime = at;
    hub.publish(book.stream, krakenwire::bookUpdate(listing.instrument, delta));
}

} // namespace touchline
