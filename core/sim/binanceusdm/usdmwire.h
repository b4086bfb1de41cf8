// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "sim/listing.h"
#include "sim/symbolspec.h"

#include <cstdint>
#include <span>
#include <string>

/// The payloads of Binance USD-M futures, as of 2026-07. The exchange's ids are shared by all its markets:
/// from one change of a market to its next they grow by more than one.
namespace touchline::usdmwire {

/// When the dated contracts are delivered, 2027-03-26 08:00 UTC, and the time that the exchange says of those
/// which never are.
inline constexpr Instant quarterEnd = datedContractsEnd;
inline constexpr Instant noDelivery = Instant::fromMillis(4'133'404'800'000);

/// How much the ids grow from one change of a market to its next.
inline constexpr std::uint64_t idStep = 7;

/// A `depthUpdate` event; the levels of `delta` are best first.
[[nodiscard]] std::string depthUpdate(const Instrument &instrument, const BookDelta &delta);

/// The answer of GET depth.
[[nodiscard]] std::string depth(const Listing &listing, std::size_t count, Instant now);

[[nodiscard]] std::string bookTicker(
    const Instrument &instrument, std::uint64_t updateId, const Touch &touch, Instant at);

/// As binancewire's; `parts` is not empty.
[[nodiscard]] std::string aggregateTrade(
    const Instrument &instrument, std::int64_t id, std::span<const TapeTrade> parts);

/// The answer of GET exchangeInfo.
[[nodiscard]] std::string exchangeInfo(
    std::span<const Instrument> instruments, Instant now, int weightPerMinute);

} // namespace touchline::usdmwire
