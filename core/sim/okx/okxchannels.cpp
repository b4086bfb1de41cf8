// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/okx/okxchannels.h"

#include "sim/depthchannel.h"
#include "sim/okx/okxwire.h"

#include <algorithm>
#include <utility>

namespace touchline {

namespace {

/// `told` with those of `touched` that are not in it, as the window has them.
void merge(std::vector<Level> &told, const std::vector<Level> &touched, const std::vector<Level> &window)
{
    const auto find = [](const std::vector<Level> &levels, Price price) {
        return std::find_if(
            levels.begin(), levels.end(), [price](const Level &one) { return one.price == price; });
    };
    for (const Level &level : touched) {
        if (find(told, level.price) != told.end())
            continue;
        const auto held = find(window, level.price);
        told.push_back(held == window.end() ? Level{level.price, Qty()} : *held);
    }
}

} // namespace

OkxChannels::OkxChannels(std::string_view symbol, const OkxRules &rules)
    : m_rules(rules),
      m_books(okxwire::streamName("books", symbol)),
      m_trades(okxwire::streamName("trades", symbol)),
      m_window(rules.depth),
      m_touched(rules.bookInterval)
{
}

/// What the others have not been told yet goes to them at once, so that all have the same ids.
void OkxChannels::greet(const Subscription &subscription, Instant now, const Listing &listing, StreamHub &hub)
{
    if (subscription.stream != m_books)
        return;
    if (m_rules.idsBeginAnewAfter && !m_idsBeginAnewAt)
        m_idsBeginAnewAt = now + *m_rules.idsBeginAnewAfter;
    if (const std::string update = changes(now, listing); !update.empty())
        hub.publishToOthers(subscription, update);
    m_dueAt.reset();
    if (m_rules.sendsSnapshots)
        hub.tell(subscription, wholeBook(now, listing));
}

void OkxChannels::flushUntil(Instant now, const Listing &listing, StreamHub &hub)
{
    if (!hub.hasListeners(m_books)) {
        m_dueAt.reset();
        m_lastSaid = now;
        return;
    }
    if (m_dueAt && now >= *m_dueAt) {
        const Instant at = *std::exchange(m_dueAt, {});
        if (const std::string update = changes(at, listing); !update.empty())
            hub.publish(m_books, update);
    }
    if (now - m_lastSaid < m_rules.keepAliveAfter)
        return;
    hub.publish(m_books, keepAlive(now, listing));
    m_lastSaid = now;
}

void OkxChannels::onStep(const MarketStep &step, const Listing &listing, StreamHub &hub)
{
    m_touched.note(step.delta);
    if (!m_dueAt)
        m_dueAt = endOfInterval(*step.delta.exchangeTime, m_rules.bookInterval);
    if (!hub.hasListeners(m_trades))
        return;
    for (const auto parts : fillsByPrice(step.trades))
        hub.publish(m_trades, okxwire::trade(listing.instrument, parts, idOf(listing)));
}

/// Empty if nothing has changed among the best levels. The window's id stays what it was then, as nobody
/// could be told of a new one.
std::string OkxChannels::changes(Instant at, const Listing &listing)
{
    BookDelta levels = m_window.follow(listing.book);
    if (!m_touched.isEmpty())
        addTouched(levels, listing.book);
    if (levels.bids.empty() && levels.asks.empty())
        return {};
    beginIdsAnew(at, listing);
    const okxwire::BookIds ids{static_cast<std::int64_t>(m_id), idOf(listing)};
    levels.exchangeTime = at;
    levels.checksum = checksum(listing);
    m_id = ids.last;
    m_lastSaid = at;
    return okxwire::book(listing.instrument, levels, ids);
}

void OkxChannels::addTouched(BookDelta &levels, const OrderBook &book)
{
    const BookDelta touched = m_touched.take(book);
    merge(levels.bids, touched.bids, m_window.bids());
    merge(levels.asks, touched.asks, m_window.asks());
}

std::string OkxChannels::wholeBook(Instant at, const Listing &listing) const
{
    BookDelta levels;
    levels.bids = m_window.bids();
    levels.asks = m_window.asks();
    levels.exchangeTime = at;
    levels.checksum = checksum(listing);
    return okxwire::book(listing.instrument, levels, {-1, m_id});
}

std::string OkxChannels::keepAlive(Instant at, const Listing &listing) const
{
    BookDelta nothing;
    nothing.exchangeTime = at;
    nothing.checksum = checksum(listing);
    return okxwire::book(listing.instrument, nothing, {static_cast<std::int64_t>(m_id), m_id});
}

std::optional<std::uint32_t> OkxChannels::checksum(const Listing &listing) const
{
    if (!m_rules.hasChecksums)
        return std::nullopt;
    return okxwire::checksum(m_window, listing.instrument.decimals);
}

/// Once: the next message has a smaller id than the one before, which it names nevertheless.
void OkxChannels::beginIdsAnew(Instant at, const Listing &listing)
{
    if (m_idOffset > 0 || !m_idsBeginAnewAt || at < *m_idsBeginAnewAt)
        return;
    m_idOffset = listing.updateId - 1;
}

} // namespace touchline
