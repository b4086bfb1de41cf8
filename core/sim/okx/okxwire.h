// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/bookwindow.h"
#include "sim/listing.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace touchline::okxwire {

// What OKX sends about a market, as of 2026-07-28: compact JSON, numbers as texts in their shortest form,
// times as texts in milliseconds.

/// The ids of a message; -1: a snapshot, which follows nothing.
struct BookIds {
    std::int64_t previous = -1;
    std::uint64_t last = 0;
};

/// `{"channel":"books","instId":"BTC-USDT"}`
void appendArgument(std::string &out, std::string_view channel, std::string_view symbol);

/// "books:BTC-USDT"
[[nodiscard]] std::string streamName(std::string_view channel, std::string_view symbol);

/// Eight hexadecimal digits.
[[nodiscard]] std::string connectionId(std::uint32_t number);

/// Members `asks` and `bids` of the object that `out` ends in. A level is price, size, a 0 that means nothing
/// any more, and how many orders there are.
void appendSides(std::string &out, const BookDelta &levels, const Instrument &instrument);

/// A number as a text in its shortest form.
void appendDecimalText(std::string &out, std::string_view key, std::int64_t raw, int decimals);

/// One message of the channel "books": a snapshot if `ids` follow nothing. `levels` with the time of the
/// message; without a checksum it bears the constant 0.
[[nodiscard]] std::string book(const Instrument &instrument, const BookDelta &levels, BookIds ids);

/// The fills of one taker order at one price; `parts` is not empty.
[[nodiscard]] std::string trade(
    const Instrument &instrument, std::span<const TapeTrade> parts, std::uint64_t id);

/// CRC-32 of the best 25 levels of each side, bid 1, ask 1, bid 2, ask 2 and so on, each as price:size as it
/// is sent, joined with colons; where a side is shorter the other one goes on alone. Source: OKX API v5,
/// order book channel, as of 2022.
[[nodiscard]] std::uint32_t checksum(const BookWindow &window, Decimals decimals);

} // namespace touchline::okxwire
