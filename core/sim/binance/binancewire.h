// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/listing.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace touchline::binancewire {

// The payloads of Binance Spot's market streams, as of 2026-07: compact JSON, eight decimals, times in
// milliseconds, fields in the venue's order.

/// Prints with the venue's eight decimals.
void appendDecimal8(std::string &out, std::int64_t raw, int decimals);

/// `[["price","qty"],...]`
void appendLevels(std::string &out, std::span<const Level> levels, Decimals decimals);

/// `,"key":"number"`, for objects that have begun.
void appendDecimalField(std::string &out, std::string_view key, std::int64_t raw, int decimals);

/// `side` of the book, best first.
[[nodiscard]] std::vector<Level> bestLevels(const BookSide &side, std::size_t count);

/// A `depthUpdate` event; the levels of `delta` are best first.
[[nodiscard]] std::string depthUpdate(const Instrument &instrument, const BookDelta &delta);

/// The answer of GET depth and the payload of `<symbol>@depth<count>`.
[[nodiscard]] std::string partialDepth(const Listing &listing, std::size_t count);

[[nodiscard]] std::string bookTicker(
    const Instrument &instrument, std::uint64_t updateId, const Touch &touch);
[[nodiscard]] std::string trade(const Instrument &instrument, const TapeTrade &trade);

/// Fills of one taker order at one price; `parts` is not empty.
[[nodiscard]] std::string aggregateTrade(
    const Instrument &instrument, std::int64_t id, std::span<const TapeTrade> parts);

} // namespace touchline::binancewire
