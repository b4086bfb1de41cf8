// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

/// The frames of OKX's public stream.
namespace touchline::okx {

/// As Venue::decodeFrame.
[[nodiscard]] Expected<FeedEvent> decodeFrame(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer);

} // namespace touchline::okx
