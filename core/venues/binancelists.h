// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"
#include "venues/json.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What Binance's markets have in common beside their frames: names of streams, lists of symbols, errors.
namespace touchline::binance {

/// A connection to these streams of all instruments, "@trade" and the like: by its URL where that is not too
/// long, else by messages.
[[nodiscard]] StreamRequest combinedStreams(
    const std::string &url, std::span<const Instrument> instruments,
    std::span<const std::string_view> streams);

/// What subscribes to these streams of all instruments, or lets them go.
[[nodiscard]] std::vector<std::string> subscribeMessages(
    std::span<const Instrument> instruments, std::span<const std::string_view> streams);
[[nodiscard]] std::vector<std::string> unsubscribeMessages(
    std::span<const Instrument> instruments, std::span<const std::string_view> streams);

/// Reads from a listed symbol what only one kind of market says.
using ReadMore = void (*)(json::Object symbol, Instrument &instrument);

/// As Venue::decodeInstruments.
[[nodiscard]] Expected<std::vector<Instrument>> decodeInstrumentList(
    std::string_view body, ReadMore readMore);

} // namespace touchline::binance
