// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/bookmessage.h"
#include "sim/listing.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What Coinbase Advanced Trade says on a stream and in its list of products. Source: the recording of
/// 2026-08-09, and docs.cdp.coinbase.com, Advanced Trade WebSocket channels as of 2026-08. Numbers are texts
/// without needless zeros.
namespace touchline::coinbasewire {

// Frames without their number, which the connection adds. Times must be set.
[[nodiscard]] std::string levelSnapshot(const Listing &listing, Instant now);
[[nodiscard]] std::string levelUpdate(const Instrument &instrument, const BookDelta &delta);
/// The newest trade comes first; `trades` are oldest first.
[[nodiscard]] std::string tradeSnapshot(
    const Instrument &instrument, std::span<const TapeTrade> trades, Instant now);
[[nodiscard]] std::string tradeUpdate(
    const Instrument &instrument, std::span<const TapeTrade> trades, Instant now);
[[nodiscard]] std::string heartbeat(std::uint64_t counter, Instant now);
/// All that a connection follows: products by channel.
[[nodiscard]] std::string subscriptions(
    const std::map<std::string, std::vector<std::string>> &products, Instant now);

/// Such a frame with its number on its connection.
[[nodiscard]] std::string numbered(std::string_view frame, std::uint64_t number);

/// {"type":"error","message":…}, which has no number.
[[nodiscard]] std::string error(std::string_view message);

/// The product whose book is the one of this product in US dollars; empty if there is none.
[[nodiscard]] std::string aliasOf(const Instrument &instrument);
/// Aliases come as products of their own.
[[nodiscard]] std::string products(std::span<const Instrument> listed);

} // namespace touchline::coinbasewire
