// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/orderbook.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace touchline {

/// How a venue's deltas follow each other.
enum class Chain {
    FirstFollowsLast,   ///< the first id is the last one of the delta before plus one
    PreviousEqualsLast, ///< each delta names the last id of the one before
    None,               ///< nothing but their order on the connection
};

/// Where a book begins.
enum class SnapshotSource {
    Rest,           ///< it is asked for beside the stream, and joined with the deltas of the meantime
    Stream,         ///< it comes on the stream before its deltas; a further one replaces the book
    StreamElseRest, ///< on the stream; where it does not come before the deltas, it is asked for after all
};

/// A venue's checksum of a book. `held`: the decimals of its raw values; `printed`: those that the venue
/// prints, at most as many.
using BookChecksum = std::uint32_t (*)(const OrderBook &book, Decimals held, Decimals printed);

/// How the updates of a venue's books become a book.
struct BookRules {
    Chain chain = Chain::FirstFollowsLast;
    SnapshotSource snapshots = SnapshotSource::Rest;
    BookChecksum checksum = nullptr; ///< where the venue sends one
    /// The best levels a side that the venue tells of; 0: of all, or as many as were asked for.
    std::size_t depth = 0;
    std::span<const std::size_t> otherDepths = {}; ///< that may have been asked for instead
    bool isCut = false;         ///< after each delta the client removes what is beyond `depth`
    bool countsFrames = false;  ///< the venue numbers all messages of a connection: see FeedSession
    bool repeatsPrices = false; ///< a delta may name a price twice, and the last one holds
};

} // namespace touchline
