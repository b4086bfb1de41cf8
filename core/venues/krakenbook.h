// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"
#include "venues/json.h"

namespace touchline::kraken {

/// Snapshots and updates of books, from a frame of the channel `book`. `root`: the same frame, parsed.
[[nodiscard]] Expected<FeedEvent> bookEvents(
    std::string_view frame, json::Object root, const InstrumentLookup &instruments, DecodeBuffer &buffer);

} // namespace touchline::kraken
