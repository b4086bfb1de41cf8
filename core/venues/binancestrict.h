// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

#include <cstdint>
#include <optional>

/// Binance Spot's answers and frames in any shape that JSON allows: what decides whether one is good.
namespace touchline::binance {

/// A time in milliseconds or microseconds, told apart by its size; none beyond the year 2255.
[[nodiscard]] constexpr std::optional<Instant> instantOf(std::uint64_t time)
{
    // Milliseconds have 13 digits until the year 2286, microseconds (timeUnit=MICROSECOND) have 16.
    constexpr std::uint64_t smallestMicroseconds = 100'000'000'000'000;
    constexpr std::uint64_t largestMicroseconds = 9'000'000'000'000'000;
    if (time > largestMicroseconds)
        return std::nullopt;
    const auto value = static_cast<std::int64_t>(time);
    return time < smallestMicroseconds ? Instant::fromMillis(value) : Instant{value * 1000};
}

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
