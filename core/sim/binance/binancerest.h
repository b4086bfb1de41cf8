// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/binance/resterror.h"
#include "sim/marketsource.h"
#include "sim/restrequest.h"
#include "sim/weightmeter.h"

#include <span>
#include <string_view>

namespace touchline {

/// What an answer is made from.
struct RestContext {
    const RestRequest &request;
    MarketSource &source;
    Instant now;
    int weightPerMinute;
};

struct RestEndpoint {
    std::string_view path;
    int (*weight)(const RestRequest &);
    RestBody (*answer)(const RestContext &);
};

/// Binance's REST market data: some endpoints with the exchange's errors, weights and limits.
class BinanceRest {
public:
    /// `endpoints` must outlive it.
    BinanceRest(std::span<const RestEndpoint> endpoints, int weightPerMinute)
        : m_endpoints(endpoints),
          m_meter(weightPerMinute)
    {
    }

    /// `address` is the client's, for the weight account.
    [[nodiscard]] RestReply get(
        const RestRequest &request, std::string_view address, MarketSource &source, Instant now);

private:
    std::span<const RestEndpoint> m_endpoints;
    WeightMeter m_meter;
};

/// Of Binance Spot, under /api/v3/: ping, time, exchangeInfo, depth, trades, ticker/24hr, ticker/price,
/// ticker/bookTicker (2026-07).
[[nodiscard]] std::span<const RestEndpoint> binanceSpotEndpoints();

// What the endpoints of all of Binance's markets have in common.

[[nodiscard]] RestBody answerPing(const RestContext &context);
[[nodiscard]] RestBody answerTime(const RestContext &context);
[[nodiscard]] Expected<const Listing *, RestError> listingNamed(
    const RestContext &context, std::string_view symbol);
/// The listing of the mandatory `symbol`, once all parameters are `allowed` ones.
[[nodiscard]] Expected<const Listing *, RestError> listingFor(
    const RestContext &context, std::span<const std::string_view> allowed);

} // namespace touchline
