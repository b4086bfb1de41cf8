// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// A message of a client on a stream connection: {"type":…,"product_ids":[…],"channel":…}. What is missing or
/// of another type is empty.
struct CoinbaseRequest {
    std::string type;
    std::string channel;
    std::vector<std::string> products;
};

/// None for what is not a JSON object.
[[nodiscard]] std::optional<CoinbaseRequest> parseCoinbaseRequest(std::string_view text);

} // namespace touchline
