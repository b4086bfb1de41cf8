// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "sim/restrequest.h"
#include "sim/weightmeter.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// An error of the exchange: HTTP status, its own code, its words.
struct RestError {
    int status = 400;
    int code = 0;
    std::string message;
};

using RestBody = Expected<std::string, RestError>;

[[nodiscard]] std::string errorBody(const RestError &error);

/// The answer to a request that is over the `limit` of weight a minute: 429 or 418 with Retry-After.
[[nodiscard]] RestReply weightRefusal(const WeightMeter::Verdict &verdict, int limit);

[[nodiscard]] Unexpected<RestError> restFailure(int code, std::string message);

// Checks of parameters, with the error codes that Binance Spot gives (errors.md, 2026-07).

/// Errors when a parameter is not among the `allowed`.
[[nodiscard]] Expected<void, RestError> checkNames(
    const RestRequest &request, std::span<const std::string_view> allowed);

/// The mandatory parameter `symbol`, well-formed.
[[nodiscard]] Expected<std::string, RestError> symbolParam(const RestRequest &request);

/// The parameter `limit`: `fallback` when missing, at most `most`.
[[nodiscard]] Expected<std::size_t, RestError> limitParam(
    const RestRequest &request, std::size_t fallback, std::size_t most);

/// A JSON array of texts like ["BTCUSDT","ETHUSDT"].
[[nodiscard]] Expected<std::vector<std::string>, RestError> listParam(
    std::string_view name, std::string_view value);

} // namespace touchline
