// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// What a client subscribes to. An instrument is not always named.
struct OkxArgument {
    std::string channel;
    std::string symbol;

    bool operator==(const OkxArgument &) const = default;
};

/// A request on the public stream.
struct OkxRequest {
    enum class Operation { Subscribe, Unsubscribe };

    Operation operation = Operation::Subscribe;
    std::vector<OkxArgument> arguments;
    std::string id; ///< to be echoed; empty: none
};

/// Why a request is refused, in the venue's codes and words. Source: OKX API v5, WebSocket error codes, as of
/// 2026-07-28.
struct OkxRefusal {
    int code = 0;
    std::string message;
    std::string id = {};
};

[[nodiscard]] Expected<OkxRequest, OkxRefusal> parseOkxRequest(std::string_view text);

} // namespace touchline
