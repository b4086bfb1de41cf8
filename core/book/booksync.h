// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/bookmessage.h"
#include "book/bookrules.h"
#include "book/checksumcheck.h"
#include "book/orderbook.h"

#include <cstddef>
#include <deque>
#include <optional>

namespace touchline {

/// Joins a snapshot and a stream of deltas into one book and proves that no update is missing, by the rules
/// of the venue.
///
/// Where the snapshot comes on the stream, the deltas behind it follow it without overlap, and those before
/// it are of a book that is gone. Where it has to be asked for, the procedure is Binance's "How to manage a
/// local order book correctly" in its wording of 2025-11-12:
///  1. buffer deltas from the moment the stream is open;
///  2. load a snapshot; if it is older than the first buffered delta starts, fetch another;
///  3. drop deltas that end at or before the snapshot;
///  4. apply the rest in order; a delta may overlap what is known, but `first > id + 1` means that updates
///     were lost: start over.
/// The same document also asks that the first kept delta contains the snapshot's id; recordings show
/// `first == id + 1` there as the normal case, so that a snapshot is not refused for it. Futures name the
/// last id of the delta before instead: the first kept delta must not lack anything behind the snapshot, and
/// each further one must name the last.
class BookSync {
public:
    enum class Outcome {
        Buffered, ///< kept until a snapshot comes; alone if it is no repetition and its ids fall
        Early,    ///< before the snapshot that it would need: skipped
        Stale,    ///< already contained in the book: skipped
        Applied,  ///< the book is one step further
    };

    /// What a snapshot and the buffer behind it made.
    struct Joined {
        std::size_t applied = 0;             ///< buffered deltas that followed the snapshot
        std::size_t stale = 0;               ///< buffered deltas that it already contained
        std::size_t levels = 0;              ///< level entries of the applied ones
        std::optional<Instant> exchangeTime; ///< of the last applied one
    };

    /// Of a venue with these rules, whose checksums are judged by `checksums`.
    explicit BookSync(
        const BookRules &rules = {}, ChecksumCheck checksums = {nullptr, {}, {}},
        std::size_t maxBuffered = 4096)
        : m_rules(rules),
          m_depth(rules.depth),
          m_checksums(checksums),
          m_maxBuffered(maxBuffered)
    {
    }

    /// True from an accepted snapshot until the next error or restart.
    [[nodiscard]] bool isSynced() const { return m_synced; }

    /// The id up to which the book is complete; meaningful while synced. Where the venue does not number its
    /// updates, how many have followed the snapshot.
    [[nodiscard]] std::uint64_t lastUpdateId() const { return m_lastUpdateId; }

    /// Deltas that wait for a snapshot; none while synced.
    [[nodiscard]] std::size_t buffered() const { return m_synced ? 0 : m_buffer.size(); }

    /// The venue says of how many levels a side it tells.
    void setDepth(std::size_t depth) { m_toldDepth = depth; }
    /// Of how many it tells, as far as is known; 0: of all, or as many as were asked for.
    [[nodiscard]] std::size_t depth() const { return m_depth; }

    /// Forgets buffer and ids; the next snapshot starts a new book.
    void restart();

    /// Errors: SequenceGap, CrossedBook and ChecksumMismatch unsync (where the snapshot is asked for, the
    /// delta is kept as the first of the next buffer); BufferFull drops the buffer. After each the book needs
    /// a new snapshot.
    Expected<Outcome> onDelta(const BookDelta &delta, OrderBook &book)
    {
        return m_synced ? applyNext(delta, book) : keepForSnapshot(delta);
    }

    /// Checksums that agreed.
    [[nodiscard]] std::uint64_t checksumsVerified() const { return m_checksumsVerified; }
    /// The last id at which one did; none since the last snapshot.
    [[nodiscard]] std::optional<std::uint64_t> checksumVerifiedId() const { return m_checksumVerifiedId; }

    /// Loads a snapshot that was asked for and applies what was buffered. After an error another snapshot is
    /// needed, and the buffer still holds every delta that was not applied: SnapshotTooOld leaves the book
    /// alone; SequenceGap (in the buffer) and CrossedBook keep the delta that showed it and what follows;
    /// DuplicateLevel, CrossedBook and ChecksumMismatch of the snapshot itself keep all.
    Expected<Joined> onSnapshot(const BookSnapshot &snapshot, OrderBook &book);

    /// Loads a snapshot that came on the stream, and forgets what was buffered. DuplicateLevel, CrossedBook
    /// and ChecksumMismatch: another one is needed.
    Expected<void> onStreamSnapshot(const BookSnapshot &snapshot, OrderBook &book);

private:
    enum class Place { Next, Contained, BehindGap };
    enum class Join { WithOverlap, Exact };

    /// Updates that a snapshot may contain and that come after it: with more of them its id is of another
    /// count than theirs.
    static constexpr std::size_t mostContained = 64;

    [[nodiscard]] bool isTooOld(const BookSnapshot &snapshot) const;
    [[nodiscard]] Place placeOf(const UpdateIds &ids) const;
    [[nodiscard]] Place placeAfterPrevious(const UpdateIds &ids) const;
    [[nodiscard]] Place placeAtJoin(const UpdateIds &ids) const;
    Expected<void> load(const BookSnapshot &snapshot, Join join, OrderBook &book);
    [[nodiscard]] Error gapBefore(const UpdateIds &ids) const;
    [[nodiscard]] std::size_t depthOf(const BookSnapshot &snapshot) const;
    void noteApplied(const UpdateIds &ids);
    Expected<void> verify(std::uint32_t checksum, const OrderBook &book);
    Expected<Outcome> applyNext(const BookDelta &delta, OrderBook &book);
    Expected<Outcome> skipContained(const UpdateIds &ids);
    Expected<Outcome> applyInSequence(const BookDelta &delta, OrderBook &book);
    Expected<Joined> applyBuffer(OrderBook &book);
    Expected<Outcome> keepForSnapshot(const BookDelta &delta);
    Expected<Outcome> buffer(const BookDelta &delta);

    BookRules m_rules;
    std::size_t m_depth; ///< of the last snapshot
    std::optional<std::size_t> m_toldDepth;
    ChecksumCheck m_checksums;
    std::deque<BookDelta> m_buffer;
    std::size_t m_maxBuffered;
    std::uint64_t m_lastUpdateId = 0;
    std::uint64_t m_previousId = 0; ///< that the last delta named
    std::uint64_t m_checksumsVerified = 0;
    std::optional<std::uint64_t> m_checksumVerifiedId;
    Join m_join = Join::WithOverlap;
    bool m_hasJoined = false;    ///< a delta has followed the snapshot
    std::size_t m_contained = 0; ///< of the deltas that came after the snapshot, before one followed it
    bool m_synced = false;
};

} // namespace touchline
