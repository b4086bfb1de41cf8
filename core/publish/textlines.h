// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/bookfeed.h"

#include <string>

namespace touchline {

/// Lines for people: `time symbol bid_qty bid | ask ask_qty spread`, UTC.
[[nodiscard]] std::string textBookLine(const BookFeed &feed);

/// `time symbol state: reason`.
[[nodiscard]] std::string textStateLine(const BookFeed &feed, Instant now);

} // namespace touchline
