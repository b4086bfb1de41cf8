// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/marketsource.h"
#include "sim/restrequest.h"
#include "sim/weightmeter.h"

#include <string_view>

namespace touchline {

/// GET /0/public/AssetPairs, whose parameter `pair` may name one, and Time and SystemStatus. Errors have the
/// status 200. Source: docs.kraken.com, Spot REST as of 2026-10.
[[nodiscard]] RestReply krakenRest(const RestRequest &request, const MarketSource &source, Instant now);

/// {"error":["EService:Unavailable"]}
[[nodiscard]] RestReply krakenError(int status, std::string_view words);

/// 429 of the servers before the exchange's own, for a ban as well.
[[nodiscard]] RestReply krakenRefusal(const WeightMeter::Verdict &verdict);

} // namespace touchline
