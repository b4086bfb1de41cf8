// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/publisher.h"

#include "publish/textlines.h"

namespace touchline {

namespace {

/// A book with an unverified hole is not published at all; a stale one is complete, only old, and says so.
bool isComplete(const BookFeed &feed)
{
    return feed.status().state == FeedState::Live || feed.status().state == FeedState::Stale;
}

} // namespace

Publisher::Publisher(PublishOptions options, Output output)
    : m_options(std::move(options)),
      m_output(std::move(output))
{
}

void Publisher::onChange(const BookFeed &feed, FeedChange::Kind kind, Instant now)
{
    if (kind == FeedChange::Kind::State) {
        const bool isJson = m_options.format == PublishFormat::Json;
        m_output({isJson ? jsonStateLine(feed, now) : textStateLine(feed, now), {}});
    } else if (kind == FeedChange::Kind::Book && !m_options.interval) {
        publishBook(feed);
    }
}

bool Publisher::isDue(Instant now)
{
    if (!m_options.interval)
        return false;
    if (!m_nextDue)
        m_nextDue = now + *m_options.interval;
    if (now < *m_nextDue)
        return false;
    // A pause is not made up for with a burst of lines.
    while (*m_nextDue <= now)
        m_nextDue = *m_nextDue + *m_options.interval;
    return true;
}

void Publisher::publishAll(const FeedSession &session)
{
    for (std::size_t i = 0; i < session.bookCount(); ++i) {
        if (isComplete(session.book(i)))
            publishBook(session.book(i));
    }
}

void Publisher::finish(const FeedSession &session)
{
    for (std::size_t i = 0; i < session.bookCount(); ++i) {
        if (isComplete(session.book(i)) && !isPublished(session.book(i)))
            publishBook(session.book(i));
    }
}

void Publisher::publishBook(const BookFeed &feed)
{
    const bool isJson = m_options.format == PublishFormat::Json;
    const std::string &symbol = feed.instrument().symbol;
    m_output({isJson ? jsonBookLine(feed, m_options.line) : textBookLine(feed), symbol});
    m_publishedIds[symbol] = feed.updateId();
}

bool Publisher::isPublished(const BookFeed &feed) const
{
    const auto at = m_publishedIds.find(feed.instrument().symbol);
    return at != m_publishedIds.end() && at->second == feed.updateId();
}

} // namespace touchline
