// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"
#include "venues/json.h"

/// OKX's answers to REST requests.
namespace touchline::okx {

/// The list in an answer, valid until the next parse on the same thread. VenueRefused, with the venue's
/// words, for a code other than 0; BadJson and UnexpectedShape, which names `what`.
[[nodiscard]] Expected<json::Array> dataIn(std::string_view body, std::string_view what);

/// As Venue::decodeSnapshot.
[[nodiscard]] Expected<BookSnapshot> decodeSnapshot(std::string_view body, const Instrument &instrument);

} // namespace touchline::okx
