// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/booksync.h"
#include "book/knownrange.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace touchline {

/// A level that stands otherwise in the book than in the venue's snapshot; a quantity of zero: not at all.
struct LevelDifference {
    Side side = Side::Bid;
    Price price;
    Qty book;
    Qty snapshot;
};

/// Where a book differs from one that is complete in `otherKnown`: each level of the book must stand in the
/// other, and each level of the other within `known` in the book.
[[nodiscard]] std::vector<LevelDifference> differences(
    const OrderBook &book, const KnownRange &known, const OrderBook &other, const KnownRange &otherKnown);

/// Holds a live book against a new snapshot. The updates from the request on are kept, and the snapshot is
/// led by them to the id at which the book stands: the venue's own procedure a second time, beside the live
/// book, which goes on meanwhile.
class SnapshotAudit {
public:
    enum class State {
        Requested, ///< no snapshot yet
        Ahead,     ///< the snapshot is newer than what the stream has brought
        Joined,    ///< book() stands at updateId()
        Unusable,  ///< the snapshot is older than the request, or the updates since are too many
    };

    /// Of a venue whose deltas follow each other like this.
    explicit SnapshotAudit(Chain chain = Chain::FirstFollowsLast) : m_sync(BookRules{.chain = chain}) {}

    [[nodiscard]] State state() const { return m_state; }

    /// Each update that the live book applies.
    void onDelta(const BookDelta &delta);
    /// `liveId`: where the live book stands. `asked`: levels a side that were asked for, 0 if unknown.
    void onSnapshot(const BookSnapshot &snapshot, std::uint64_t liveId, std::size_t asked, Instant now);

    /// When the snapshot was found to be ahead; none unless it still is.
    [[nodiscard]] std::optional<Instant> aheadSince() const
    {
        return m_state == State::Ahead ? std::optional(m_snapshotAt) : std::nullopt;
    }

    [[nodiscard]] const OrderBook &book() const { return m_book; }
    [[nodiscard]] const KnownRange &known() const { return m_known; }
    [[nodiscard]] std::uint64_t updateId() const { return m_sync.lastUpdateId(); }

private:
    BookSync m_sync;
    OrderBook m_book;
    KnownRange m_known;
    State m_state = State::Requested;
    Instant m_snapshotAt; ///< when it came
};

} // namespace touchline
