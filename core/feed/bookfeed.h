// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/booksync.h"
#include "feed/backoff.h"
#include "feed/bookviewpool.h"
#include "feed/feedview.h"
#include "feed/quoteaudit.h"
#include "feed/snapshotaudit.h"
#include "feed/viewscope.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>

namespace touchline {

/// Where a feed comes from, as its views say it.
struct FeedOrigin {
    std::string exchange;
    bool isDemo = false;
    bool isRecording = false;
};

/// One symbol's part of a session: its book, how far it can be trusted, and what was counted.
///
/// Every transition of FeedStatus happens here. While the book is not complete a snapshot is wanted from
/// snapshotDueAt() on; who fetches it reports back with onSnapshot or onSnapshotFailed.
class BookFeed {
public:
    BookFeed(FeedOrigin origin, Instrument instrument, std::uint64_t seed, const BookRules &rules = {});

    [[nodiscard]] const FeedOrigin &origin() const { return m_origin; }

    [[nodiscard]] const Instrument &instrument() const { return *m_instrument; }
    [[nodiscard]] const OrderBook &book() const { return m_book; }
    [[nodiscard]] const FeedStatus &status() const { return m_status; }
    /// Grows with every change of state or reason.
    [[nodiscard]] std::uint64_t statusRevision() const { return m_statusRevision; }
    [[nodiscard]] const FeedCounters &counters() const { return m_counters; }
    [[nodiscard]] const Integrity &integrity() const { return m_integrity; }
    [[nodiscard]] std::uint64_t updateId() const { return m_sync.lastUpdateId(); }
    [[nodiscard]] std::optional<Instant> exchangeTime() const { return m_exchangeTime; }
    [[nodiscard]] std::optional<Instant> receiveTime() const { return m_receiveTime; }
    [[nodiscard]] std::optional<Instant> lastFrameAt() const { return m_lastFrameAt; }
    /// Updates that wait for a snapshot.
    [[nodiscard]] std::size_t buffered() const { return m_sync.buffered(); }
    [[nodiscard]] std::optional<Instant> snapshotDueAt() const { return m_snapshotDueAt; }
    /// True if that one is asked for beside the stream.
    [[nodiscard]] bool asksByRest() const { return m_asksByRest; }

    /// Somebody has waited for this book since `at`, before there was anything to connect to.
    void onAsked(Instant at);
    void onConnecting(Instant now);
    /// The venue allows no attempt to connect before `retryAt`.
    void onConnectingPutOff(Instant retryAt, Instant now);
    /// The connection is open, but the venue takes the request for this book no sooner than at `at`.
    void onSubscribingPutOff(Instant at, Instant now);
    void onStreamOpened(Instant now);
    /// The connection is gone; the next attempt is made at `retryAt`.
    void onStreamClosed(const std::string &reason, Instant retryAt, Instant now);
    void onFailed(const std::string &reason, Instant now);
    /// The recording was played to its end: nothing follows. A book that has failed stays so.
    void onEnded(const std::string &reason, Instant now);
    /// The next connection takes over. `hasNews`: it has brought what the last one did not.
    void onHandover(bool hasNews, Instant now);

    /// Counts a frame of this symbol and ends a stale state.
    void onFrame(std::size_t bytes, Instant now)
    {
        onSideFrame(bytes);
        noteNews(now);
    }
    /// Counts one that came on a connection of its own and tells nothing of the book.
    void onSideFrame(std::size_t bytes)
    {
        ++m_counters.frames;
        m_counters.bytes += bytes;
    }
    /// A frame that may have concerned this book could not be used: the book may lack an update.
    void onMalformedFrame(const Error &error, Instant now);
    /// Frames of the connection are missing, and nobody knows of which book.
    void onMissedFrames(const Error &error, Instant now);
    void onDepth(const BookDelta &delta, Instant now);
    void onQuote(const Quote &quote, Instant now);
    void onTrade(const Trade &trade);
    /// The venue tells of the best `depth` levels a side from now on.
    void onSubscribed(std::size_t depth) { m_sync.setDepth(depth); }
    /// A book that came on the stream: it replaces what there is.
    void onStreamSnapshot(const BookSnapshot &snapshot, Instant now);
    /// The way of a message that changed something here. The first since the last view goes along with the
    /// next one.
    void noteTimes(const StageTimes &times)
    {
        if (!m_unseenTimes.isOfMessage())
            m_unseenTimes = times;
    }

    void onSnapshotRequested() { m_snapshotDueAt.reset(); }
    /// `asked`: levels a side that were asked for, 0 if unknown.
    void onSnapshot(const BookSnapshot &snapshot, std::size_t asked, Instant now);
    /// `notBefore`: when the venue allows the next attempt.
    void onSnapshotFailed(const std::string &reason, Instant notBefore, Instant now);

    /// Since when nothing has told that a live book is still the venue's; none while it is not live.
    [[nodiscard]] std::optional<Instant> quietSince() const;
    /// About the longest time between two messages of this symbol lately.
    [[nodiscard]] Duration usualQuiet() const { return m_usualQuiet; }
    void onStale(Instant now);
    /// The connection is alive again, and would have brought what there was of this symbol.
    void onConnectionHeard(Instant now);

    /// A snapshot of the live book was asked for, to compare the two.
    void onAuditRequested(Instant now);
    [[nodiscard]] std::optional<Instant> auditRequestedAt() const { return m_auditRequestedAt; }
    [[nodiscard]] bool isAuditUnderWay() const { return m_audit != nullptr; }
    void onAuditSnapshot(const BookSnapshot &snapshot, std::size_t asked, Instant now);
    /// No usable answer came.
    void onAuditFailed() { m_audit.reset(); }
    /// Since when the venue is known to be further than the stream has brought this book.
    [[nodiscard]] std::optional<Instant> behindSince() const
    {
        return m_audit ? m_audit->aheadSince() : std::nullopt;
    }
    /// The market has moved so near to the last level that the book is sure of that more should be asked for.
    [[nodiscard]] bool nearsKnownEdge() const;
    [[nodiscard]] const SharedBreaks &breaks() const { return m_breaks.all(); }

    /// The picture of now with the levels in `scope`; trades and spread range start anew. While the book is
    /// not complete it shows the last one that was, with all its levels. Pictures of the same levels share
    /// them.
    [[nodiscard]] FeedView takeView(const ViewScope &scope, Instant now);

private:
    /// How far it is from the touch to the edges of what is known, in price; zero where there is no edge.
    struct KnownDepth {
        Price bids;
        Price asks;
    };

    /// Of a symbol that is not known yet.
    static constexpr Duration firstUsualQuiet = std::chrono::milliseconds(500);

    void useJoined(const BookSync::Joined &joined, Instant now);
    void noteChecksum(Instant now);
    void setState(FeedState state, std::string reason, Instant now);
    void noteBreak(FeedState next, const std::string &reason, Instant now);
    void resync(const Error &error, Instant now);
    void becomeLive(Instant now);
    void noteKnown(const KnownRange &known);
    [[nodiscard]] KnownDepth knownDepth() const;
    void judgeQuote(const std::optional<QuoteAudit::Pair> &pair, Instant now);
    void judgeSnapshot(Instant now);
    void noteVerified(std::uint64_t id, Instant now);
    void onMismatch(const std::string &what, Instant now);
    [[nodiscard]] std::string evidence(std::span<const LevelDifference> found) const;
    [[nodiscard]] std::string textOf(const Level &level) const;
    void noteFirstDelta(Instant now);
    void askOtherwise();
    void retrySnapshot(const std::string &reason, Instant notBefore, Instant now);
    bool endLive(Instant now);
    void noteNews(Instant now)
    {
        // Forgotten by half in some hundred and eighty messages.
        m_usualQuiet = std::max(m_usualQuiet - m_usualQuiet / 256, now - m_quietFrom.value_or(now));
        m_quietFrom = now;
        m_lastFrameAt = now;
        if (m_status.state == FeedState::Stale) [[unlikely]]
            setState(FeedState::Live, {}, now);
    }
    [[nodiscard]] bool isToldOf(const Trade &trade) const;
    void giveUpBuffer();
    void onUnusableDelta(const Error &error, Instant now);
    void onAppliedDelta(const BookDelta &delta, Instant now);
    void noteApplied(Instant now);
    void keepShown();
    void showBook(const ViewScope &scope);

    FeedOrigin m_origin;
    SharedInstrument m_instrument;
    BookRules m_rules;
    BookSync m_sync;
    OrderBook m_book;
    FeedStatus m_status;
    FeedCounters m_counters;
    Integrity m_integrity;
    QuoteAudit m_quoteAudit;
    std::unique_ptr<SnapshotAudit> m_audit;    ///< null unless one is under way
    std::optional<Instant> m_auditRequestedAt; ///< the last time
    std::optional<Instant> m_confirmedAt;      ///< when a snapshot last agreed with the book
    KnownRange m_known;
    KnownDepth m_knownDepth; ///< when m_known was noted
    FeedBreaks m_breaks;
    Backoff m_snapshotBackoff;
    std::optional<Quote> m_quote;
    std::optional<Trade> m_lastTrade;
    std::optional<Instant> m_exchangeTime;
    std::optional<Instant> m_receiveTime;
    std::optional<Instant> m_lastFrameAt;
    std::optional<Instant> m_quietFrom; ///< of m_usualQuiet: the last frame, or the connection's opening
    Duration m_usualQuiet = firstUsualQuiet;
    std::optional<Instant> m_snapshotDueAt;
    std::optional<Instant> m_liveSince;
    std::vector<Trade> m_unseenTrades;
    std::optional<SpreadRange> m_unseenSpread;
    StageTimes m_unseenTimes;
    BookViewPool m_views;
    SharedBook m_lastShown = emptyBook();  ///< what to go on showing while the book is not complete
    std::optional<ViewScope> m_shownScope; ///< of m_lastShown; none until somebody looks
    bool m_hasChanged = false;             ///< since m_lastShown was built
    std::uint64_t m_statusRevision = 0;
    bool m_awaitsFirstDelta = false;
    bool m_asksByRest;
};

} // namespace touchline
