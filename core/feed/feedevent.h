// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "book/bookmessage.h"
#include "book/orderbook.h"
#include "feed/instrument.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace touchline {

/// What a depth frame said before its numbers, as text. Frames of one symbol come in series, and what the
/// next one has in common with the last need not be read again.
struct KnownLead {
    std::string begin;  ///< up to the first number; empty before the first frame
    std::string middle; ///< from behind the first number to the second
    std::string symbol;
};

/// Changed levels of one instrument's book. The delta is the decode buffer's: valid until the next frame.
struct DepthEvent {
    const Instrument *instrument = nullptr;
    const BookDelta *delta = nullptr;
    bool isBestFirst = false; ///< the decoder has seen both sides come best first: no price is there twice
};

/// A whole book that came on the stream. The snapshot is the decode buffer's: valid until the next frame.
struct SnapshotEvent {
    const Instrument *instrument = nullptr;
    const BookSnapshot *snapshot = nullptr;
};

/// The venue's own best quote. It may run ahead of the depth stream: compare by update id, never mix.
struct Quote {
    std::uint64_t updateId = 0;
    Touch touch;

    bool operator==(const Quote &) const = default;
};

struct QuoteEvent {
    const Instrument *instrument = nullptr;
    Quote quote;
};

enum class Aggressor { Buyer, Seller };

struct Trade {
    Price price;
    Qty qty;
    Aggressor aggressor = Aggressor::Buyer;
    std::optional<Instant> exchangeTime;
    std::uint64_t id = 0; ///< grows from trade to trade; 0: the venue gives none

    bool operator==(const Trade &) const = default;
};

struct TradeEvent {
    const Instrument *instrument = nullptr;
    Trade trade;
};

/// The venue tells of a book from now on.
struct SubscribedEvent {
    const Instrument *instrument = nullptr;
    std::size_t depth = 0; ///< the best levels a side
};

/// The venue answered a request with an error. The message is the decode buffer's: valid until the next
/// frame.
struct RefusedEvent {
    std::string_view message;
    const Instrument *instrument = nullptr; ///< whose subscription is refused; null: more than one's
};

/// The venue announces that it will close this connection.
struct ShutdownEvent {};

/// A well-formed frame that says nothing about a book (unknown types must be ignored).
struct OtherEvent {};

/// The frame says several things: they are the decode buffer's `batch`, in their order.
struct BatchEvent {};

using FeedEvent = std::variant<
    DepthEvent, QuoteEvent, TradeEvent, SnapshotEvent, SubscribedEvent, RefusedEvent, ShutdownEvent,
    OtherEvent, BatchEvent>;

/// Room for what does not fit into an event, filled anew with each frame, and what one frame teaches of the
/// next. A decoder allocates only when a frame is larger than all before it.
struct DecodeBuffer {
    BookDelta delta;
    BookSnapshot snapshot;
    std::string refusal;
    KnownLead lead;
    /// The frame's number on its connection, where the venue counts all of them.
    std::optional<std::uint64_t> frameNumber = {};
    std::vector<FeedEvent> batch = {};
    std::deque<BookDelta> moreDeltas = {};       ///< of the batch
    std::deque<BookSnapshot> moreSnapshots = {}; ///< of the batch
};

} // namespace touchline
