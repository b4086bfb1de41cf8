// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// A message of a client on a stream connection: {"method":…,"params":{"channel":…,"symbol":[…]},"req_id":…}.
/// What is missing or of another type is left out.
struct KrakenRequest {
    std::string method;
    std::string channel;
    std::optional<std::vector<std::string>> symbols; ///< none: no list of texts
    std::optional<std::int64_t> depth;
    std::optional<bool> snapshot;
    std::optional<std::int64_t> id; ///< to be echoed
};

/// None for what is not a JSON object.
[[nodiscard]] std::optional<KrakenRequest> parseKrakenRequest(std::string_view text);

} // namespace touchline
