// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "feed/instrument.h"
#include "sim/binance/resterror.h"
#include "sim/restrequest.h"

#include <vector>

namespace touchline {

struct ExchangeRules {
    Instant serverTime;
    int weightPerMinute = 6000;
};

/// The answer of GET exchangeInfo, filtered as the request asks: symbol, symbols, symbolStatus, permissions,
/// showPermissionSets. Every market is a spot market without margin.
[[nodiscard]] RestBody exchangeInfo(
    const std::vector<Instrument> &instruments, const RestRequest &request, const ExchangeRules &rules);

} // namespace touchline
