// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/bookmessage.h"
#include "sim/listing.h"

#include <span>
#include <string>
#include <string_view>

/// What Kraken's server says on a stream, WebSocket API v2. Source: docs.kraken.com, channels `status`,
/// `book`, `trade`, `instrument` and `heartbeat` as of 2026-10. Prices and quantities are JSON numbers with
/// all decimals of their pair, times RFC 3339 with microseconds.
namespace touchline::krakenwire {

inline constexpr std::string_view heartbeat = R"({"channel":"heartbeat"})";
inline constexpr int timeDecimals = 6;

/// `system`: online, maintenance, cancel_only or post_only.
[[nodiscard]] std::string status(std::string_view system, std::int64_t connectionId);

// `time` and `checksum` must be set.
[[nodiscard]] std::string bookSnapshot(const Instrument &instrument, const BookSnapshot &snapshot);
[[nodiscard]] std::string bookUpdate(const Instrument &instrument, const BookDelta &delta);

/// Oldest first.
[[nodiscard]] std::string tradeSnapshot(const Instrument &instrument, std::span<const TapeTrade> trades);
[[nodiscard]] std::string tradeUpdate(const Instrument &instrument, std::span<const TapeTrade> trades);

/// Assets and pairs.
[[nodiscard]] std::string instrumentSnapshot(std::span<const Instrument> listed);

/// A pair's status in the venue's words, which the lists of stream and REST share.
[[nodiscard]] std::string_view pairStatus(InstrumentStatus status);

/// Appends a number with exactly so many decimals.
void appendExact(std::string &out, std::int64_t raw, int decimals);

} // namespace touchline::krakenwire
