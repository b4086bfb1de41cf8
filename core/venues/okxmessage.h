// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"
#include "venues/json.h"

/// What the entries of a frame's 'data' say.
namespace touchline::okx {

/// One instrument's messages of one frame, as they become events.
struct Reading {
    const Instrument &instrument;
    DecodeBuffer &buffer;
    std::size_t deltas = 0;    ///< used of the buffer
    std::size_t snapshots = 0; ///< used of the buffer
};

/// Each is refused whole, with UnexpectedShape or what is wrong with a number.
[[nodiscard]] Expected<FeedEvent> updateIn(json::Object object, Reading &reading);
[[nodiscard]] Expected<FeedEvent> snapshotIn(json::Object object, Reading &reading);
[[nodiscard]] Expected<FeedEvent> tradeIn(json::Object object, Reading &reading);

/// A book that was asked for: its id is that of the last message that it contains.
[[nodiscard]] Expected<BookSnapshot> bookIn(json::Object object, Decimals decimals);

[[nodiscard]] inline Unexpected<Error> wrongShape(std::string_view what)
{
    return failure(ErrorCode::UnexpectedShape, std::string(what));
}

} // namespace touchline::okx
