// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"
#include "record/filesurvey.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// The symbol of a depth request's URL, empty for any other URL.
[[nodiscard]] std::string snapshotSymbol(std::string_view url);

/// True for the requests whose answers are lists of instruments, at any venue.
[[nodiscard]] bool isInstrumentListUrl(std::string_view url);

/// What the recorded lists of instruments say; empty if there is none.
[[nodiscard]] std::vector<Instrument> listedInstruments(
    std::span<const RecordedAnswer> answers, const Venue &venue);

/// The instruments whose books a recording can make, where snapshots are asked for: those with a snapshot in
/// it, described by the recorded lists where there are some. Empty when it holds no snapshot.
[[nodiscard]] std::vector<Instrument> recordedInstruments(
    std::span<const RecordedAnswer> answers, const Venue &venue);

} // namespace touchline
