// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/bookfeed.h"
#include "feed/feedaction.h"
#include "feed/feedtimings.h"
#include "feed/framesampler.h"
#include "feed/handover.h"
#include "feed/malformedframes.h"
#include "feed/snapshotturns.h"
#include "feed/streamlinks.h"
#include "feed/subscriptions.h"
#include "feed/venue.h"

#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace touchline {

struct SessionOptions {
    VenueHosts hosts;
    std::uint64_t seed = 1; ///< of the jitter in retries
    std::optional<Instant> askedAt =
        {};                   ///< since when somebody has waited for the first books; none: start()
    bool isRecording = false; ///< as views say it
    bool hasDeadlines = true; ///< false for a recording: its silences are not faults
    /// Snapshots are large and costly for a venue: many symbols take turns.
    std::size_t maxFetches = 4;
    /// What all sessions with the venue may ask for together; none: this one is the only one.
    std::shared_ptr<RequestBudget> budget = {};
    std::shared_ptr<RequestBudget> attempts = {}; ///< to connect; none: as budget
    std::shared_ptr<RequestBudget> messages = {}; ///< that subscribe; none: those of this session only
    std::size_t booksInAll = 0;                   ///< in all these sessions; at least those of this one
    SteadyNanos steadyNanos = nullptr;            ///< for timings(); none are kept without it
    std::uint32_t timedEvery = 1;    ///< one frame in so many is timed, and stands for the others
    bool acceptsNewSymbols = false;  ///< true for a recording of which nobody said which symbols to follow
    InstrumentList listed = nullptr; ///< what is known of those
};

/// What an input changed in one symbol's feed.
struct FeedChange {
    enum class Kind { State, Book, Quote, Trade, Handover };
    std::size_t book = 0; ///< index for FeedSession::book(), until the next unfollow()
    Kind kind = Kind::State;
};

/// One connection to a venue and the books of all symbols on it. Sans-IO: time and events come in as
/// arguments, what is to be done goes out as FeedActions.
///
/// Before a venue ends a connection the next one is opened, and both are heard until no book needs the old
/// one: see Handover.
class FeedSession {
public:
    FeedSession(const Venue &venue, SessionOptions options, std::span<const Instrument> instruments);

    [[nodiscard]] FeedActions start(Instant now);
    /// One more book, on whichever connection is open or will be. Nothing for a symbol that has one.
    [[nodiscard]] FeedActions follow(const Instrument &instrument, Instant now);
    /// Lets a book go, which ends here; the last one takes its index. Nothing for an unknown symbol.
    [[nodiscard]] FeedActions unfollow(std::string_view symbol, Instant now);
    [[nodiscard]] FeedActions onStreamOpened(StreamId stream, Instant now);
    /// `received`: when the frame could be read from its socket, by steadyNanos; 0 for a recording.
    [[nodiscard]] FeedActions onFrame(
        StreamId stream, std::string_view text, Instant now, std::int64_t received = 0);
    /// The peer answered a ping: the connection lives, whatever the market does.
    void onPong(StreamId stream, Instant now) { m_links.onSignOfLife(stream, now); }
    [[nodiscard]] FeedActions onReply(const HttpReply &reply, Instant now);
    [[nodiscard]] FeedActions onStreamClosed(StreamId stream, const Error &error, Instant now);
    /// To be called at nextDeadline(), and harmless at any other time.
    [[nodiscard]] FeedActions onDeadline(Instant now);
    /// Drops the connection and the waiting time: connects again at once.
    [[nodiscard]] FeedActions reconnect(Instant now);
    /// The network is back, as far as this machine knows: what waits to connect does so at once.
    void onNetworkBack(Instant now) { m_links.retryNow(now); }

    [[nodiscard]] std::optional<Instant> nextDeadline() const;

    /// What the last input changed, in order.
    [[nodiscard]] std::span<const FeedChange> changes() const { return m_changes; }

    [[nodiscard]] std::size_t bookCount() const { return m_books.size(); }
    [[nodiscard]] BookFeed &book(std::size_t index) { return *m_books[index]; }
    [[nodiscard]] const BookFeed &book(std::size_t index) const { return *m_books[index]; }
    [[nodiscard]] std::optional<std::size_t> indexOf(std::string_view symbol) const;

    /// True once a connection was open.
    [[nodiscard]] bool hasBeenOpen() const { return m_links.hasBeenOpen(); }
    /// Consecutive attempts to connect that failed.
    [[nodiscard]] int failedAttempts() const { return m_links.failedAttempts(); }
    /// The connection that the books rely on.
    [[nodiscard]] StreamId stream() const { return m_links.current().id; }
    /// True for one that no book relies on.
    [[nodiscard]] bool isSideStream(StreamId stream) const
    {
        return m_side && m_side->current().id == stream;
    }
    /// Everything that came in, of any symbol and kind.
    [[nodiscard]] std::uint64_t frames() const { return m_frames; }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }
    [[nodiscard]] const FeedTimings &timings() const { return m_timings; }
    /// When the last timed frame was done with, by steadyNanos; 0 without it.
    [[nodiscard]] std::int64_t timedUntil() const { return m_timedUntil; }
    [[nodiscard]] std::uint32_t timedEvery() const { return m_options.timedEvery; }
    /// Snapshots asked for and not answered.
    [[nodiscard]] std::size_t fetchesUnderWay() const { return m_snapshots.underWay(); }
    /// Frames that no book could use.
    [[nodiscard]] std::uint64_t malformedFrames() const { return m_malformed.total(); }
    [[nodiscard]] std::uint64_t malformedFrames(ErrorCode kind) const { return m_malformed.count(kind); }
    /// What was counted of books that are no longer followed.
    [[nodiscard]] const FeedCounters &pastCounters() const { return m_pastCounters; }
    /// Frames of symbols that are not followed.
    [[nodiscard]] std::uint64_t foreignFrames() const { return m_foreignFrames; }

private:
    /// A busy symbol may be silent for so long before a snapshot is asked whether the market stands still.
    static constexpr Duration soonestProbe = std::chrono::seconds(3);

    /// Finds a symbol without making a std::string of it.
    struct SymbolHash {
        using is_transparent = void;
        [[nodiscard]] std::size_t operator()(std::string_view symbol) const noexcept
        {
            return std::hash<std::string_view>{}(symbol);
        }
    };

    FeedActions open(Instant now);
    [[nodiscard]] OpenStream openStream(StreamId stream);
    [[nodiscard]] std::vector<Instrument> followed() const;
    [[nodiscard]] bool isLinked(StreamId stream) const;
    [[nodiscard]] bool isOpen(StreamId stream) const
    {
        return m_links.isOpen(stream) || (m_side && m_side->isOpen(stream));
    }
    [[nodiscard]] bool isWaiting(std::string_view symbol) const;
    void forgetClosedStreams();
    void tellStreams(Instant now, FeedActions &actions);
    void tellNext(Subscriptions &stream, Instant now, FeedActions &actions);
    void writeTurn(Subscriptions &stream, const Subscriptions::Turn &turn, Instant now);
    void removeBook(std::size_t book);
    [[nodiscard]] FeedActions onLinkDue(StreamLinks::Due due, Instant now);
    [[nodiscard]] StreamLinks streamLinks() const;

    [[nodiscard]] FeedActions onOtherFrame(StreamId stream, std::string_view text, Instant now);
    [[nodiscard]] FeedActions openNext(Instant now);
    [[nodiscard]] FeedActions onNextFrame(std::string_view text, Instant now);
    /// False if the next connection is of no use after that.
    [[nodiscard]] bool keepNextEvent(const FeedEvent &event);
    [[nodiscard]] FeedActions loseNext(Instant now);
    void dropNext(Instant now);
    void noteCurrentEvent(const FeedEvent &event, Instant now, FeedActions &actions);
    void checkHandover(Instant now, FeedActions &actions);
    void moveOn(Instant now);
    [[nodiscard]] std::uint64_t completeId(std::size_t book) const;

    void onEvent(const FeedEvent &event, std::size_t bytes, Instant now, FeedActions &actions);
    void onSnapshotEvent(const SnapshotEvent &event, std::size_t bytes, Instant now);
    void onShutdown(Instant now, FeedActions &actions);
    void onRefusal(const RefusedEvent &event, Instant now, FeedActions &actions);
    /// False if the frame was there before.
    [[nodiscard]] bool noteFrameNumber(Instant now);
    void missedFrames(const Error &error, Instant now);
    /// Gives the index of the instrument's book.
    template <class Input>
    std::size_t onBookEvent(const Instrument &instrument, std::size_t bytes, Instant now, Input &&input);
    void noteTimes(const FeedEvent *event, const StageTimes &times, Instant now);
    void fetchDueSnapshots(Instant now, FeedActions &actions)
    {
        if (m_snapshots.isTurn(now)) [[unlikely]]
            fetchSnapshots(now, actions);
    }
    void fetchSnapshots(Instant now, FeedActions &actions);
    void expireFetches(Instant now);
    void checkSilence(Instant now, FeedActions &actions);
    [[nodiscard]] Instant checkSilenceOf(std::size_t book, Instant now, FeedActions &actions);
    [[nodiscard]] Duration probeAfter(const BookFeed &feed) const;
    void auditNext(Instant now, FeedActions &actions);
    [[nodiscard]] std::optional<std::size_t> nextToAudit() const;
    [[nodiscard]] Duration auditInterval() const;
    void audit(std::size_t book, Instant now, FeedActions &actions);
    [[nodiscard]] bool isAnyBehind(Instant now) const;
    FetchUrl fetchOf(std::size_t book, Instant now);
    void askForSnapshot(std::size_t book, Instant now, FeedActions &actions);
    [[nodiscard]] bool asksForSnapshots() const { return m_rules.snapshots == SnapshotSource::Rest; }
    [[nodiscard]] static SnapshotWay wayOf(const BookFeed &feed)
    {
        return feed.asksByRest() ? SnapshotWay::Fetch : SnapshotWay::Subscribe;
    }
    void noteHeard(Instant now)
    {
        if (!asksForSnapshots() && now - m_lastFrameAt >= m_limits.staleAfter) [[unlikely]]
            reviveStale(now);
        m_lastFrameAt = now;
    }
    void reviveStale(Instant now);
    [[nodiscard]] Instant checkConnectionOf(std::size_t book, Instant now);
    void pingIfSilent(Instant now, FeedActions &actions);
    [[nodiscard]] Instant pingDueAt() const;
    void noteSideTrade(const TradeEvent &trade, std::size_t bytes);
    void onSideFrame(std::string_view text, Instant now);
    [[nodiscard]] FeedActions onSideDue(StreamLinks::Due due, Instant now);
    void beginSide(Instant now, FeedActions &actions);
    [[nodiscard]] FeedActions openSide(Instant now);
    void checkDeadlinesOf(const BookFeed &feed);
    [[nodiscard]] std::shared_ptr<RequestBudget> messagePace() const;
    [[nodiscard]] SnapshotTurns snapshotTurns() const;
    /// Closes the current connection, for this reason.
    [[nodiscard]] FeedActions giveUp(ErrorCode code, const std::string &why, Instant now);
    /// The current connection is gone.
    [[nodiscard]] FeedActions closeLink(const Error &error, Instant now);
    void onSnapshotReply(std::size_t book, const HttpReply &reply, Instant now);
    void useSnapshot(BookFeed &feed, const Expected<BookSnapshot> &snapshot, Instant now);
    void onRefusedSnapshot(std::size_t book, const HttpReply &reply, Instant now);
    [[nodiscard]] Expected<FeedEvent> decode(std::string_view text, Instant now);
    /// For the decoder: null if the symbol is not followed, and is not to be.
    [[nodiscard]] const Instrument *followed(std::string_view symbol, Instant now);
    /// True once frames have waited too long for too long, by the tick clock.
    [[nodiscard]] bool lags(const StageTimes &times, Instant now);
    void onMalformed(const Error &error, std::string_view text, Instant now, FeedActions &actions);
    [[nodiscard]] bool isOfLastBook(std::string_view symbol) const
    {
        return m_lastIndex < m_books.size() && m_books[m_lastIndex]->instrument().symbol == symbol;
    }
    /// Of an instrument that the session's own lookup gave.
    [[nodiscard]] std::size_t indexOf(const Instrument &instrument) const
    {
        if (m_lastIndex < m_books.size() && &m_books[m_lastIndex]->instrument() == &instrument) [[likely]]
            return m_lastIndex;
        return indexOf(instrument.symbol).value();
    }
    [[nodiscard]] Instrument listedInstrument(std::string_view symbol) const;
    [[nodiscard]] std::size_t addBook(const Instrument &instrument);
    [[nodiscard]] bool isAnyBookAlive() const;
    void countFrame(std::string_view text)
    {
        ++m_frames;
        m_bytes += text.size();
    }
    void noteChange(std::size_t book, FeedChange::Kind kind) { m_changes.push_back({book, kind}); }
    /// Runs `input` on one book and notes whether its status or its book changed.
    template <class Input> void change(std::size_t book, Input &&input);

    const Venue &m_venue;
    SessionOptions m_options;
    VenueLimits m_limits;
    BookRules m_rules;
    SnapshotSize m_snapshotSize;
    std::shared_ptr<RequestBudget> m_messages;  ///< that subscribe; never null
    std::vector<Subscriptions> m_subscriptions; ///< one for each connection
    Instant m_nextMessageAt = SnapshotTurns::never;
    bool m_hasSide = false;                         ///< the trades have a connection of their own
    std::vector<std::unique_ptr<BookFeed>> m_books; ///< never null
    std::unordered_map<std::string, std::size_t, SymbolHash, std::equal_to<>> m_indexBySymbol;
    mutable std::size_t m_lastIndex = 0; ///< what indexOf() found last
    DecodeBuffer m_decoded;
    std::vector<FeedChange> m_changes;
    SnapshotTurns m_snapshots;
    FeedTimings m_timings;
    std::int64_t m_timedUntil = 0;
    StreamLinks m_links;
    std::optional<Handover> m_handover;         ///< while the next connection is open
    std::optional<StreamLinks> m_side;          ///< of the trades, once it was needed
    std::optional<std::uint64_t> m_frameNumber; ///< of the last frame, where the venue counts them
    Instant m_lastFrameAt;                      ///< of any symbol and kind on the current connection
    Instant m_lastPingAt;
    FrameSampler m_sampler;
    Instant m_silenceCheckAt = SnapshotTurns::never; ///< no book is quiet for too long before
    Instant m_nextAuditAt = SnapshotTurns::never;
    std::size_t m_lastAudited = 0;
    std::uint64_t m_frames = 0;
    std::uint64_t m_bytes = 0;
    MalformedFrames m_malformed;
    std::optional<Instant> m_lagsSince;
    std::uint64_t m_foreignFrames = 0;
    FeedCounters m_pastCounters;
};

template <class Input> void FeedSession::change(std::size_t book, Input &&input)
{
    BookFeed &feed = *m_books[book];
    const std::uint64_t revisionBefore = feed.statusRevision();
    const auto idBefore = feed.integrity().completeId;
    const auto dueBefore = feed.snapshotDueAt();
    input(feed);
    const bool isStatusNew = feed.statusRevision() != revisionBefore;
    if (isStatusNew)
        noteChange(book, FeedChange::Kind::State);
    if (feed.integrity().completeId != idBefore && feed.status().isLive())
        noteChange(book, FeedChange::Kind::Book);
    if (isStatusNew || feed.snapshotDueAt() != dueBefore)
        checkDeadlinesOf(feed);
}

} // namespace touchline
