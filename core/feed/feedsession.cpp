// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/feedsession.h"

#include <algorithm>
#include <limits>

namespace touchline {

namespace {

constexpr Duration firstReconnect = std::chrono::milliseconds(500);
constexpr Duration longestReconnect = std::chrono::seconds(30);
/// A connection that lasted this long makes the next attempt start without a grown delay.
constexpr Duration steadyConnection = std::chrono::seconds(60);
constexpr Duration defaultBan = std::chrono::seconds(60);
constexpr Instant never{std::numeric_limits<std::int64_t>::max()};

template <class... Handlers> struct Overloaded : Handlers... {
    using Handlers::operator()...;
};

} // namespace

FeedSession::FeedSession(const Venue &venue, SessionOptions options, std::span<const Instrument> instruments)
    : m_venue(venue),
      m_options(std::move(options)),
      m_limits(venue.limits()),
      m_reconnectBackoff(firstReconnect, longestReconnect, m_options.seed)
{
    for (const Instrument &instrument : instruments)
        static_cast<void>(addBook(instrument));
}

template <class Input> void FeedSession::change(std::size_t book, Input &&input)
{
    BookFeed &feed = m_books[book];
    const FeedStatus before = feed.status();
    const auto idBefore = feed.integrity().verifiedId;
    input(feed);
    if (feed.status().state != before.state || feed.status().reason != before.reason)
        noteChange(book, FeedChange::Kind::State);
    if (feed.integrity().verifiedId != idBefore && feed.status().isLive())
        noteChange(book, FeedChange::Kind::Book);
}

FeedActions FeedSession::start(Instant now)
{
    m_changes.clear();
    return open(now);
}

FeedActions FeedSession::open(Instant now)
{
    m_link = Link::Connecting;
    m_linkDeadline = now + m_limits.connectTimeout;
    std::vector<Instrument> instruments;
    for (std::size_t i = 0; i < m_books.size(); ++i) {
        change(i, [now](BookFeed &feed) { feed.onConnecting(now); });
        instruments.push_back(m_books[i].instrument());
    }
    return {OpenStream{m_venue.streamUrl(m_options.hosts, instruments)}};
}

FeedActions FeedSession::onStreamOpened(Instant now)
{
    m_changes.clear();
    m_link = Link::Open;
    m_openedAt = now;
    m_lastSignOfLife = now;
    m_failedAttempts = 0;
    m_hasBeenOpen = true;
    m_fetches.clear();
    for (std::size_t i = 0; i < m_books.size(); ++i)
        change(i, [now](BookFeed &feed) { feed.onStreamOpened(now); });
    return {};
}

FeedActions FeedSession::onFrame(std::string_view text, Instant now, std::optional<std::int64_t> received)
{
    m_changes.clear();
    // The last words of a connection that was given up belong to no book.
    if (m_link != Link::Open)
        return {};
    m_lastSignOfLife = now;
    ++m_frames;
    m_bytes += text.size();
    StageTimes times;
    times.received = received ? *received : steadyNanos();
    const auto event = decode(text, now);
    times.decoded = steadyNanos();
    if (!event) {
        if (m_options.steadyNanos)
            m_timings.stages.recordRefused(times);
        onMalformed(event.error(), now);
        return {};
    }
    FeedActions actions = onEvent(*event, text.size(), now);
    times.applied = steadyNanos();
    if (m_options.steadyNanos)
        noteTimes(*event, times, now);
    fetchDueSnapshots(now, actions);
    return actions;
}

FeedActions FeedSession::onEvent(const FeedEvent &event, std::size_t bytes, Instant now)
{
    FeedActions actions;
    const auto onSymbol = [&](const std::string &symbol, FeedChange::Kind kind, auto &&input) {
        const std::size_t index = m_indexBySymbol.at(symbol);
        change(index, [&](BookFeed &feed) {
            feed.onFrame(bytes, now);
            input(feed);
        });
        if (kind != FeedChange::Kind::Book)
            noteChange(index, kind);
    };
    std::visit(
        Overloaded{
            [&](const DepthEvent &depth) {
                onSymbol(depth.symbol, FeedChange::Kind::Book, [&](BookFeed &feed) {
                    feed.onDepth(depth.delta, now);
                });
            },
            [&](const QuoteEvent &quote) {
                onSymbol(quote.symbol, FeedChange::Kind::Quote, [&](BookFeed &feed) { feed.onQuote(quote); });
            },
            [&](const TradeEvent &trade) {
                onSymbol(trade.symbol, FeedChange::Kind::Trade, [&](BookFeed &feed) {
                    feed.onTrade(trade.trade);
                });
            },
            [&](const RefusedEvent &refused) {
                closeLink(
                    Error{
                        ErrorCode::VenueRefused,
                        std::string(m_venue.title()) + " refused: " + refused.message},
                    now);
                actions.push_back(CloseStream{});
            },
            [&](const ShutdownEvent &) {
                closeLink(
                    Error{
                        ErrorCode::ServerShutdown,
                        std::string(m_venue.title()) + " shuts this connection down"},
                    now);
                actions.push_back(CloseStream{});
            },
            [](const SubscribedEvent &) {},
            [](const OtherEvent &) {},
        },
        event);
    return actions;
}

void FeedSession::noteTimes(const FeedEvent &event, const StageTimes &times, Instant now)
{
    m_timings.stages.recordMessage(times);
    m_timings.messageRate.count(times.applied);
    traceSpan("decode", times.received, times.decoded);
    traceSpan("apply", times.decoded, times.applied);
    for (const FeedChange &changed : m_changes)
        m_books[changed.book].noteTimes(times);
    const auto *depth = std::get_if<DepthEvent>(&event);
    if (!depth || !depth->delta.exchangeTime)
        return;
    // A delay below zero is no delay: it is counted with the clocks instead.
    const Duration delay = m_timings.skew.note(*depth->delta.exchangeTime, now);
    if (delay >= Duration(0))
        m_timings.stages.record(Stage::Transit, delay.count());
}

Expected<FeedEvent> FeedSession::decode(std::string_view text, Instant now)
{
    const auto lookup = [this, now](std::string_view symbol) -> const Instrument * {
        const auto index = indexOf(symbol);
        if (index)
            return &m_books[*index].instrument();
        if (!m_options.acceptsNewSymbols)
            return nullptr;
        const std::size_t added = addBook(bareInstrument(std::string(symbol)));
        change(added, [now](BookFeed &feed) { feed.onStreamOpened(now); });
        return &m_books[added].instrument();
    };
    return m_venue.decodeFrame(text, lookup);
}

void FeedSession::onMalformed(const Error &error, Instant now)
{
    // A frame of somebody else's symbol cannot have changed our books. Any other may have been a delta of any
    // of them.
    if (error.code == ErrorCode::UnknownSymbol) {
        ++m_foreignFrames;
        return;
    }
    ++m_malformedFrames;
    // A snapshot that was asked for before may lack what the frame said.
    m_fetches.clear();
    for (std::size_t i = 0; i < m_books.size(); ++i)
        change(i, [&](BookFeed &feed) { feed.onMalformedFrame(error, now); });
}

FeedActions FeedSession::onReply(const HttpReply &reply, Instant now)
{
    m_changes.clear();
    const auto fetch = std::find_if(
        m_fetches.begin(), m_fetches.end(), [&](const Fetch &candidate) { return candidate.id == reply.id; });
    if (fetch == m_fetches.end())
        return {};
    const std::size_t book = fetch->book;
    m_fetches.erase(fetch);
    onSnapshotReply(book, reply, now);
    FeedActions actions;
    fetchDueSnapshots(now, actions);
    return actions;
}

void FeedSession::onSnapshotReply(std::size_t book, const HttpReply &reply, Instant now)
{
    constexpr int httpOk = 200;
    if (reply.status != httpOk)
        return onRefusedSnapshot(book, reply, now);
    const auto snapshot = m_venue.decodeSnapshot(reply.body, m_books[book].instrument());
    change(book, [&](BookFeed &feed) {
        if (snapshot)
            feed.onSnapshot(*snapshot, now);
        else
            feed.onSnapshotFailed("the snapshot cannot be used: " + snapshot.error().detail, now, now);
    });
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
        m_fetchNotBefore = std::max(m_fetchNotBefore, now + reply.retryAfter.value_or(defaultBan));
        notBefore = m_fetchNotBefore;
        reason = std::string(m_venue.title()) + " asks to wait (" + answer + ")";
    }
    change(book, [&](BookFeed &feed) {
        if (reply.status == badRequest)
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
    m_fetches.clear();
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
    m_fetches.clear();
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
        checkStale(now);
    }
    fetchDueSnapshots(now, actions);
    return actions;
}

void FeedSession::fetchDueSnapshots(Instant now, FeedActions &actions)
{
    if (m_link != Link::Open || now < m_fetchNotBefore)
        return;
    for (std::size_t i = 0; i < m_books.size() && m_fetches.size() < m_options.maxFetches; ++i) {
        const auto due = m_books[i].snapshotDueAt();
        if (!due || now < *due)
            continue;
        const Fetch fetch{m_nextFetchId++, i, now + m_limits.snapshotTimeout};
        m_fetches.push_back(fetch);
        m_books[i].onSnapshotRequested();
        const std::string &symbol = m_books[i].instrument().symbol;
        actions.push_back(FetchUrl{fetch.id, m_venue.snapshotUrl(m_options.hosts, symbol), symbol});
    }
}

void FeedSession::expireFetches(Instant now)
{
    const auto expired = std::stable_partition(
        m_fetches.begin(), m_fetches.end(), [now](const Fetch &fetch) { return now < fetch.deadline; });
    for (auto fetch = expired; fetch != m_fetches.end(); ++fetch) {
        change(fetch->book, [now](BookFeed &feed) {
            feed.onSnapshotFailed("no snapshot within the time limit", now, now);
        });
    }
    m_fetches.erase(expired, m_fetches.end());
}

void FeedSession::checkStale(Instant now)
{
    for (std::size_t i = 0; i < m_books.size(); ++i) {
        const auto at = m_books[i].staleAt(m_limits.staleAfter);
        if (at && now >= *at)
            change(i, [now](BookFeed &feed) { feed.onStale(now); });
    }
}

std::optional<Instant> FeedSession::nextDeadline() const
{
    if (m_link == Link::Closed)
        return isAnyBookAlive() ? std::optional(m_linkDeadline) : std::nullopt;
    Instant next = never;
    if (m_options.hasDeadlines)
        next = m_link == Link::Connecting ? m_linkDeadline : m_lastSignOfLife + m_limits.silenceLimit;
    const bool mayFetch = m_link == Link::Open && m_fetches.size() < m_options.maxFetches;
    for (const BookFeed &feed : m_books) {
        if (const auto due = feed.snapshotDueAt(); due && mayFetch)
            next = std::min(next, std::max(*due, m_fetchNotBefore));
        if (const auto at = feed.staleAt(m_limits.staleAfter); at && m_options.hasDeadlines)
            next = std::min(next, *at);
    }
    for (const Fetch &fetch : m_fetches) {
        if (m_options.hasDeadlines)
            next = std::min(next, fetch.deadline);
    }
    return next == never ? std::nullopt : std::optional(next);
}

std::optional<std::size_t> FeedSession::indexOf(std::string_view symbol) const
{
    const auto at = m_indexBySymbol.find(std::string(symbol));
    return at == m_indexBySymbol.end() ? std::nullopt : std::optional(at->second);
}

std::size_t FeedSession::addBook(const Instrument &instrument)
{
    const std::size_t index = m_books.size();
    const FeedOrigin origin{std::string(m_venue.name()), m_venue.isDemo()};
    m_books.emplace_back(origin, instrument, m_options.seed + index + 1);
    m_indexBySymbol.emplace(instrument.symbol, index);
    return index;
}

bool FeedSession::isAnyBookAlive() const
{
    return std::any_of(m_books.begin(), m_books.end(), [](const BookFeed &feed) {
        return feed.status().state != FeedState::Failed;
    });
}

} // namespace touchline
