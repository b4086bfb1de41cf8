// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/marketsource.h"
#include "sim/restrequest.h"
#include "sim/weightmeter.h"

namespace touchline {

/// GET /api/v3/brokerage/market/products, which needs no key. Source: docs.cdp.coinbase.com, Advanced Trade
/// "List Public Products" as of 2026-08.
[[nodiscard]] RestReply coinbaseRest(const RestRequest &request, const MarketSource &source);

/// {"error":…,"error_details":…,"message":…}
[[nodiscard]] RestReply coinbaseError(int status, std::string_view code, std::string_view words);

/// 429, for a ban as well.
[[nodiscard]] RestReply coinbaseRefusal(const WeightMeter::Verdict &verdict);

} // namespace touchline
