// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

#include <cstdint>
#include <optional>

/// Binance Spot's answers and frames in any shape that JSON allows: what decides whether one is good.
namespace touchline::binance {

/// A time in milliseconds or microseconds, told apart by its size; none beyond the year 2255.
[[nodiscard]] std::optional<Instant> instantOf(std::uint64_t time);

/// Which of the two streams of trades was subscribed to.
enum class TradeStream {
    Trade,    ///< each single one
    AggTrade, ///< those that one order made at one price, as one
};

/// As Venue::decodeFrame and Venue::decodeSnapshot.
[[nodiscard]] Expected<FeedEvent> decodeFrameStrictly(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer, TradeStream trades);
[[nodiscard]] Expected<BookSnapshot> decodeSnapshotStrictly(
    std::string_view body, const Instrument &instrument);

} // namespace touchline::binance
