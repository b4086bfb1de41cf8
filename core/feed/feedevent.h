// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "book/bookmessage.h"
#include "book/orderbook.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace touchline {

/// Changed levels of one symbol's book.
struct DepthEvent {
    std::string symbol;
    BookDelta delta;
};

/// The venue's own best quote. It may run ahead of the depth stream: compare by update id, never mix.
struct QuoteEvent {
    std::string symbol;
    std::uint64_t updateId = 0;
    Touch touch;
};

enum class Aggressor { Buyer, Seller };

struct Trade {
    Price price;
    Qty qty;
    Aggressor aggressor = Aggressor::Buyer;
    std::optional<Instant> exchangeTime;

    bool operator==(const Trade &) const = default;
};

struct TradeEvent {
    std::string symbol;
    Trade trade;
};

/// The venue took the subscription with this request id.
struct SubscribedEvent {
    std::int64_t requestId = 0;
};

/// The venue answered a request with an error.
struct RefusedEvent {
    std::string message;
};

/// The venue announces that it will close this connection.
struct ShutdownEvent {};

/// A well-formed frame that says nothing about a book (unknown types must be ignored).
struct OtherEvent {};

using FeedEvent = std::variant<
    DepthEvent, QuoteEvent, TradeEvent, SubscribedEvent, RefusedEvent, ShutdownEvent, OtherEvent>;

} // namespace touchline
