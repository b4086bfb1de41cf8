// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "book/bookrules.h"
#include "book/bookview.h"
#include "feed/feedbreaks.h"
#include "feed/feedevent.h"
#include "feed/instrument.h"
#include "feed/latency.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace touchline {

enum class FeedState { Connecting, Syncing, Live, Stale, Resyncing, Reconnecting, Failed, Ended };

/// "connecting", "syncing", "live", "stale", "resyncing", "reconnecting", "failed", "ended".
[[nodiscard]] std::string_view stateName(FeedState state);

/// Where a feed stands, since when, and why.
struct FeedStatus {
    FeedState state = FeedState::Connecting;
    std::string reason; ///< one sentence for a person; empty while live
    Instant since;
    std::optional<Instant> retryAt; ///< while reconnecting or waiting to fetch again
    std::optional<ErrorCode> cause =
        {}; ///< the error whose name the reason begins with; none: it is no error's
    /// Through all states: since when the book has not been live, or has been asked for; none while it is.
    std::optional<Instant> notLiveSince = {};

    [[nodiscard]] bool isLive() const { return state == FeedState::Live; }
};

/// Everything counted since the feed was opened. Nothing is dropped without standing here.
struct FeedCounters {
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0;
    std::uint64_t deltas = 0; ///< applied
    std::uint64_t stale = 0;  ///< skipped: updates that the book contains, trades that were told of before
    std::uint64_t levels = 0; ///< level entries in applied deltas
    std::uint64_t snapshots = 0;
    std::uint64_t trades = 0;
    std::uint64_t quotes = 0;
    std::uint64_t gaps = 0;
    std::uint64_t resyncs = 0;
    std::uint64_t reconnects = 0;
    std::uint64_t handovers = 0; ///< to the next connection, with nothing missed
    std::uint64_t malformed = 0;
    std::uint64_t dropped = 0;   ///< buffered updates given up
    std::uint64_t conflated = 0; ///< views replaced before anyone looked
};

/// Adds field by field.
FeedCounters &operator+=(FeedCounters &sum, const FeedCounters &other);
/// What was counted since `earlier`.
[[nodiscard]] FeedCounters operator-(const FeedCounters &now, const FeedCounters &earlier);

enum class IntegrityMethod { Sequence, Checksum, Audit };

/// "sequence": every update follows the one before. "checksum": the venue's own of the book agrees. "audit":
/// besides, the book was compared with what the venue says of it on another way.
[[nodiscard]] std::string_view integrityMethodName(IntegrityMethod method);

/// What comparing the book with the venue's own quotes and snapshots has shown.
struct AuditTally {
    std::optional<std::uint64_t> verifiedId; ///< the newest update at which this book was found to be right
    std::optional<Instant> verifiedAt;
    std::uint64_t quotesVerified = 0;
    std::uint64_t snapshotsVerified = 0;
    std::uint64_t checksumsVerified = 0;
    std::uint64_t mismatched = 0;

    /// On another way than the stream.
    [[nodiscard]] std::uint64_t compared() const { return quotesVerified + snapshotsVerified; }
    [[nodiscard]] std::uint64_t verified() const { return compared() + checksumsVerified; }
};

/// What shows that no update is missing.
enum class Continuity {
    UpdateIds,      ///< each update says which one it follows
    MessageNumbers, ///< the venue numbers all messages of a connection
    Nothing,        ///< the venue numbers neither: there is only its checksum of the best levels
};

[[nodiscard]] Continuity continuityOf(const BookRules &rules);

/// How the shown book is known to be right.
struct Integrity {
    Continuity continuity = Continuity::UpdateIds;
    /// Complete and gapless up to here, as far as `continuity` can tell. Counted here where the venue has no
    /// ids.
    std::optional<std::uint64_t> completeId;
    std::optional<Instant> completeAt;
    AuditTally audit;

    /// The strongest that has confirmed this book. What was right at an audited id is right as far as no
    /// update is missing.
    [[nodiscard]] IntegrityMethod method() const
    {
        if (!audit.verifiedId)
            return IntegrityMethod::Sequence;
        return audit.compared() > 0 ? IntegrityMethod::Audit : IntegrityMethod::Checksum;
    }
};

/// Lowest and highest spread of the updates since the last view that somebody took.
struct SpreadRange {
    Price lowest;
    Price highest;
};

/// One immutable picture of one symbol's feed at one instant: all that any window or sink sees.
struct FeedView {
    std::string exchange; ///< "demo", "binance", ...
    bool isDemo = false;
    bool isRecording = false; ///< played from files: nothing of it happens now
    SharedInstrument instrument = noInstrument();
    FeedStatus status;
    SharedBook book = emptyBook(); ///< the last good book; show it as live only if status.isLive()
    std::optional<Quote> quote;
    std::optional<Trade> lastTrade;
    std::vector<Trade> trades; ///< since the last view that was taken, oldest first, bounded
    std::optional<SpreadRange> spreadRange;
    FeedCounters counters;
    Integrity integrity;
    SharedBreaks breaks = noBreaks();
    std::optional<Instant> lastFrameAt; ///< last frame of this symbol
    Instant takenAt;                    ///< when this picture was made, on the feed's clock
    /// The same moment on this machine's steady clock, whatever the feed's clock is; none: nobody posted it.
    std::optional<std::chrono::steady_clock::time_point> postedAt = {};
    StageTimes times; ///< of the oldest message that no picture has shown yet
};

/// Carries over the trades and the spreads of the view before, which was taken somewhere else.
void inheritNews(FeedView &newer, FeedView &&before);

/// Carries over from a view that nobody saw what must not be lost, and counts it as conflated.
void inheritUnseen(FeedView &newer, FeedView &&unseen);

} // namespace touchline
