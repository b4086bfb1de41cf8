// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

#include <string_view>

/// What Coinbase Advanced Trade sends on its market-data stream.
namespace touchline::coinbase {

/// As Venue::decodeFrame.
[[nodiscard]] Expected<FeedEvent> decodeFrame(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer);

} // namespace touchline::coinbase
