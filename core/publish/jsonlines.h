// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedsession.h"
#include "publish/outputqueue.h"

#include <string>

namespace touchline {

/// Lines of the JSON Lines format: one object each, without the line end. Prices and quantities are exact
/// decimal text.

struct BookLineOptions {
    std::size_t depth = 10; ///< levels a side
    bool digest = false;    ///< SHA-256 of the whole book
};

[[nodiscard]] std::string jsonBookLine(const BookFeed &feed, BookLineOptions options);
[[nodiscard]] std::string jsonStateLine(const BookFeed &feed, Instant now);

/// What a run lost beside its feed.
struct RunLosses {
    OutputLosses output;
    std::uint64_t records = 0; ///< that the recorder left out
};

/// Totals of a session, of a run and of the process.
[[nodiscard]] std::string jsonStatsLine(
    std::span<FeedSession *const> sessions, const RunLosses &losses, Duration elapsed);

} // namespace touchline
