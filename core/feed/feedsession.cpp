// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/feedsession.h"

#include <algorithm>

namespace touchline {

namespace {

/// After a book became live: soon, because nothing but its ids has been checked until then.
constexpr Duration firstAudit = std::chrono::seconds(10);
/// A frame that waited this long behind others shows a book of the past; when all do for some seconds, the
/// connection is given up with what waits in it, and the book begins anew from a snapshot.
constexpr Duration longestLag = std::chrono::seconds(1);
constexpr Duration longestLagging = std::chrono::seconds(5);
/// Of a recording without a list: several times what any exchange has.
constexpr std::size_t mostUnlistedSymbols = 16'384;

template <class... Handlers> struct Overloaded : Handlers... {
    using Handlers::operator()...;
};
// clang needs it up to version 16.
template <class... Handlers> Overloaded(Handlers...) -> Overloaded<Handlers...>;

bool repeatsPrice(const FeedEvent &event)
{
    const auto *const depth = std::get_if<DepthEvent>(&event);
    return depth && !depth->isBestFirst && hasPriceTwice(*depth->delta);
}

/// True if an update names a price twice, alone or among others of its frame.
bool repeatsPrice(const FeedEvent &event, const std::vector<FeedEvent> &batch)
{
    if (!std::holds_alternative<BatchEvent>(event)) [[likely]]
        return repeatsPrice(event);
    return std::any_of(batch.begin(), batch.end(), [](const FeedEvent &part) { return repeatsPrice(part); });
}

} // namespace

FeedSession::FeedSession(const Venue &venue, SessionOptions options, std::span<const Instrument> instruments)
    : m_venue(venue),
      m_options(std::move(options)),
      m_limits(venue.limits()),
      m_rules(venue.bookRules()),
      m_snapshotSize(snapshotSizeFor(std::max(instruments.size(), m_options.booksInAll), m_limits)),
      m_messages(messagePace()),
      m_snapshots(snapshotTurns()),
      m_links(streamLinks()),
      m_sampler(m_options.timedEvery)
{
    for (const Instrument &instrument : instruments)
        static_cast<void>(addBook(instrument));
}

std::shared_ptr<RequestBudget> FeedSession::messagePace() const
{
    return m_options.messages ? m_options.messages : messageBudget(m_limits);
}

SnapshotTurns FeedSession::snapshotTurns() const
{
    const auto messages = m_venue.resubscribeMessages(bareInstrument({}));
    return SnapshotTurns(
        {m_options.maxFetches, m_limits.snapshotTimeout},
        {m_snapshotSize.weight, m_options.budget ? m_options.budget : requestBudget(m_limits)},
        {static_cast<int>(messages.size()), m_messages});
}

/// Deadlines are looked for here and not in every book at every frame: a frame only moves them on.
void FeedSession::checkDeadlinesOf(const BookFeed &feed)
{
    if (const auto due = feed.snapshotDueAt())
        m_snapshots.noteDue(wayOf(feed), *due);
    if (!asksForSnapshots()) {
        if (feed.status().isLive())
            m_silenceCheckAt = std::min(m_silenceCheckAt, m_lastFrameAt + m_limits.staleAfter);
        return;
    }
    if (const auto since = feed.quietSince()) {
        m_silenceCheckAt =
            std::min(m_silenceCheckAt, *since + std::min(soonestProbe, m_limits.staleAfter / 2));
        m_nextAuditAt = std::min(m_nextAuditAt, feed.status().since + firstAudit);
    }
}

inline bool FeedSession::lags(const StageTimes &times, Instant now)
{
    const bool isLate = times.received != 0 && times.begun - times.received > longestLag.count();
    if (!isLate) [[likely]]
        m_lagsSince.reset();
    else if (!m_lagsSince)
        m_lagsSince = now;
    return isLate && now - *m_lagsSince >= longestLagging;
}

FeedActions FeedSession::onFrame(StreamId stream, std::string_view text, Instant now, std::int64_t received)
{
    m_changes.clear();
    if (!m_links.isCurrent(stream)) [[unlikely]]
        return onOtherFrame(stream, text, now);
    countFrame(text);
    m_links.onSignOfLife(stream, now);
    const bool isTimed = m_options.steadyNanos && m_sampler.takesNext();
    const auto tick = [&] { return isTimed ? m_options.steadyNanos() : 0; };
    StageTimes times{.received = received, .begun = tick()};
    if (lags(times, now))
        return giveUp(ErrorCode::TimedOut, "this program is too slow for the feed", now);
    noteHeard(now);
    const auto event = decode(text, now);
    times.decoded = tick();
    FeedActions actions;
    if (m_decoded.frameNumber && !noteFrameNumber(now)) [[unlikely]]
        return actions;
    if (event) {
        onEvent(*event, text.size(), now, actions);
        if (m_handover) [[unlikely]]
            noteCurrentEvent(*event, now, actions);
        fetchDueSnapshots(now, actions);
        times.applied = tick();
    } else {
        onMalformed(event.error(), text, now, actions);
    }
    if (isTimed)
        noteTimes(event ? &*event : nullptr, times, now);
    return actions;
}

FeedActions FeedSession::onOtherFrame(StreamId stream, std::string_view text, Instant now)
{
    if (m_side && m_side->isOpen(stream)) {
        countFrame(text);
        m_side->onSignOfLife(stream, now);
        onSideFrame(text, now);
        return {};
    }
    // The last words of a connection that was given up belong to no book.
    if (!m_links.isOpen(stream))
        return {};
    countFrame(text);
    m_links.onSignOfLife(stream, now);
    return onNextFrame(text, now);
}

template <class Input>
std::size_t FeedSession::onBookEvent(
    const Instrument &instrument, std::size_t bytes, Instant now, Input &&input)
{
    const std::size_t index = indexOf(instrument);
    change(index, [&](BookFeed &feed) {
        feed.onFrame(bytes, now);
        input(feed);
    });
    return index;
}

void FeedSession::onEvent(const FeedEvent &event, std::size_t bytes, Instant now, FeedActions &actions)
{
    std::visit(
        Overloaded{
            [&](const DepthEvent &depth) {
                onBookEvent(
                    *depth.instrument, bytes, now, [&](BookFeed &feed) { feed.onDepth(*depth.delta, now); });
            },
            [&](const QuoteEvent &quote) {
                const std::size_t book = onBookEvent(
                    *quote.instrument, bytes, now, [&](BookFeed &feed) { feed.onQuote(quote.quote, now); });
                noteChange(book, FeedChange::Kind::Quote);
            },
            [&](const TradeEvent &trade) {
                const std::size_t book = onBookEvent(
                    *trade.instrument, bytes, now, [&](BookFeed &feed) { feed.onTrade(trade.trade); });
                noteChange(book, FeedChange::Kind::Trade);
            },
            [&](const SnapshotEvent &snapshot) { onSnapshotEvent(snapshot, bytes, now); },
            [&](const SubscribedEvent &answer) {
                m_books[indexOf(*answer.instrument)]->onSubscribed(answer.depth);
            },
            [&](const RefusedEvent &refused) { onRefusal(refused, now, actions); },
            [&](const ShutdownEvent &) { onShutdown(now, actions); },
            [](const OtherEvent &) {},
            [&](const BatchEvent &) {
                // The bytes are counted once.
                std::size_t rest = bytes;
                for (const FeedEvent &part : m_decoded.batch)
                    onEvent(part, std::exchange(rest, 0), now, actions);
            },
        },
        event);
}

void FeedSession::onSnapshotEvent(const SnapshotEvent &event, std::size_t bytes, Instant now)
{
    const std::size_t book = onBookEvent(
        *event.instrument, bytes, now, [&](BookFeed &feed) { feed.onStreamSnapshot(*event.snapshot, now); });
    m_snapshots.endOf(book);
}

void FeedSession::onShutdown(Instant now, FeedActions &actions)
{
    if (asksForSnapshots())
        m_links.announceEnd(now);
    else
        actions = giveUp(ErrorCode::ConnectionClosed, "the exchange closes the connection", now);
}

/// One symbol's is its own affair; what is of none concerns the connection.
void FeedSession::onRefusal(const RefusedEvent &event, Instant now, FeedActions &actions)
{
    const std::string why = std::string(m_venue.title()) + " refused: " + std::string(event.message);
    if (!event.instrument) {
        actions = giveUp(ErrorCode::VenueRefused, why, now);
        return;
    }
    change(indexOf(*event.instrument), [&](BookFeed &feed) { feed.onFailed(why, now); });
}

/// A number that falls tells nothing of what is between, unless it is the same again.
bool FeedSession::noteFrameNumber(Instant now)
{
    const std::uint64_t number = *m_decoded.frameNumber;
    const auto before = std::exchange(m_frameNumber, number);
    if (!before || number == *before + 1)
        return true;
    if (number == *before)
        return false;
    missedFrames(
        {ErrorCode::SequenceGap,
         "message " + std::to_string(number) + " of the connection follows " + std::to_string(*before)},
        now);
    return true;
}

void FeedSession::missedFrames(const Error &error, Instant now)
{
    m_snapshots.cancel();
    for (std::size_t i = 0; i < m_books.size(); ++i)
        change(i, [&](BookFeed &feed) { feed.onMissedFrames(error, now); });
}

/// `event`: what the frame said; null if it was refused.
void FeedSession::noteTimes(const FeedEvent *event, const StageTimes &times, Instant now)
{
    m_timedUntil = event ? times.applied : times.decoded;
    if (!event)
        return m_timings.stages.recordRefused(times, m_sampler.weight());
    m_timings.stages.recordMessage(times, m_sampler.weight());
    m_timings.messageRate.count(times.applied);
    traceSpan("decode", times.begun, times.decoded);
    traceSpan("apply", times.decoded, times.applied);
    for (const FeedChange &changed : m_changes)
        m_books[changed.book]->noteTimes(times);
    const auto *depth = std::get_if<DepthEvent>(event);
    if (!depth || !depth->delta->exchangeTime)
        return;
    // A delay below zero is no delay: it is counted with the clocks instead.
    const Duration delay = m_timings.skew.note(*depth->delta->exchangeTime, now);
    if (delay >= Duration(0))
        m_timings.stages.record(Stage::Transit, delay.count(), m_sampler.weight());
}

Expected<FeedEvent> FeedSession::decode(std::string_view text, Instant now)
{
    const auto lookup = [this, now](std::string_view symbol) -> const Instrument * {
        return isOfLastBook(symbol) ? &m_books[m_lastIndex]->instrument() : followed(symbol, now);
    };
    m_decoded.frameNumber.reset();
    auto event = m_venue.decodeFrame(text, lookup, m_decoded);
    if (event && !m_rules.repeatsPrices && repeatsPrice(*event, m_decoded.batch)) [[unlikely]]
        event = Expected<FeedEvent>(failure(ErrorCode::DuplicateLevel, "an update holds a price twice"));
    return event;
}

const Instrument *FeedSession::followed(std::string_view symbol, Instant now)
{
    if (const auto index = indexOf(symbol))
        return &m_books[*index]->instrument();
    if (!m_options.acceptsNewSymbols || m_books.size() >= mostUnlistedSymbols ||
        !m_venue.isNamedOnStream(symbol))
        return nullptr;
    const std::size_t added = addBook(listedInstrument(symbol));
    change(added, [now](BookFeed &feed) { feed.onStreamOpened(now); });
    return &m_books[added]->instrument();
}

void FeedSession::onMalformed(const Error &error, std::string_view text, Instant now, FeedActions &actions)
{
    // A frame of somebody else's symbol cannot have changed our books. Any other may have been a delta of any
    // of them.
    if (error.code == ErrorCode::UnknownSymbol) {
        ++m_foreignFrames;
        return;
    }
    if (auto sample = m_malformed.note(error, text, now))
        actions.push_back(std::move(*sample));
    // A snapshot that was asked for before may lack what the frame said.
    m_snapshots.cancel();
    for (std::size_t i = 0; i < m_books.size(); ++i)
        change(i, [&](BookFeed &feed) { feed.onMalformedFrame(error, now); });
}

std::optional<std::size_t> FeedSession::indexOf(std::string_view symbol) const
{
    if (isOfLastBook(symbol))
        return m_lastIndex;
    const auto at = m_indexBySymbol.find(symbol);
    if (at == m_indexBySymbol.end())
        return std::nullopt;
    m_lastIndex = at->second;
    return m_lastIndex;
}

Instrument FeedSession::listedInstrument(std::string_view symbol) const
{
    if (m_options.listed) {
        const auto isSymbol = [symbol](const Instrument &listed) { return listed.symbol == symbol; };
        const auto at = std::find_if(m_options.listed->begin(), m_options.listed->end(), isSymbol);
        if (at != m_options.listed->end())
            return *at;
    }
    return bareInstrument(std::string(symbol));
}

bool FeedSession::isAnyBookAlive() const
{
    return std::any_of(m_books.begin(), m_books.end(), [](const std::unique_ptr<BookFeed> &feed) {
        return feed->status().state != FeedState::Failed;
    });
}

} // namespace touchline
