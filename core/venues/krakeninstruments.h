// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

namespace touchline::kraken {

/// Kraken's list of pairs: the snapshot of the stream's channel `instrument`, or the body of REST
/// /0/public/AssetPairs, which calls Bitcoin XBT and Dogecoin XDG. UnexpectedShape for any other JSON.
///
/// Pairs that the stream has no name for (dark pools), or with more decimals than fit, are left out.
[[nodiscard]] Expected<std::vector<Instrument>> decodeInstruments(std::string_view body);

} // namespace touchline::kraken
