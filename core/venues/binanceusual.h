// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

#include <optional>
#include <string_view>

/// Binance Spot's frames in the shape in which nearly all come.
namespace touchline::binance {

/// The event of a frame; none where the strict decoder must decide. As Venue::decodeFrame, otherwise.
[[nodiscard]] std::optional<FeedEvent> decodeUsualFrame(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer);

} // namespace touchline::binance
