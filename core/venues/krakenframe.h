// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

/// What Kraken sends on its stream.
namespace touchline::kraken {

/// As Venue::decodeFrame.
[[nodiscard]] Expected<FeedEvent> decodeFrame(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer);

} // namespace touchline::kraken
