// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedsession.h"

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

/// Totals of a session and of the process.
[[nodiscard]] std::string jsonStatsLine(std::span<FeedSession *const> sessions, Duration elapsed);

} // namespace touchline
