// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/marketsource.h"
#include "sim/restrequest.h"
#include "sim/weightmeter.h"

namespace touchline {

/// Binance Spot's REST market data under /api/v3/: ping, time, exchangeInfo, depth, trades, ticker/24hr,
/// ticker/price, ticker/bookTicker, with the exchange's errors, weights and limits.
class BinanceRest {
public:
    explicit BinanceRest(int weightPerMinute) : m_meter(weightPerMinute) {}

    /// `address` is the client's, for the weight account.
    [[nodiscard]] RestReply get(
        const RestRequest &request, std::string_view address, MarketSource &source, Instant now);

private:
    WeightMeter m_meter;
};

} // namespace touchline
