// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace touchline {

/// A GET request as it came: the path, and the decoded parameters.
struct RestRequest {
    std::string path;
    std::map<std::string, std::string, std::less<>> params;

    [[nodiscard]] bool has(std::string_view name) const { return params.contains(name); }
    [[nodiscard]] std::optional<std::string_view> value(std::string_view name) const;
};

/// From a request target: "/api/v3/depth?symbol=BTCUSDT&limit=5".
[[nodiscard]] RestRequest parseRestTarget(std::string_view target);

struct RestReply {
    int status = 200;
    std::string body;
    std::map<std::string, std::string> headers;
};

} // namespace touchline
