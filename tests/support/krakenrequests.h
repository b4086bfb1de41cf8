// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace touchline::test {

// Messages of a client to Kraken's server.

inline std::string krakenRequest(std::string_view method, std::string_view params, std::string_view id = "7")
{
    return R"({"method":")" + std::string(method) + R"(","params":{)" + std::string(params) +
           R"(},"req_id":)" + std::string(id) + '}';
}

/// The `params` of a request about books; `symbols` in quotation marks.
inline std::string krakenBookOf(std::string_view symbols, std::string_view more = "")
{
    return R"("channel":"book","symbol":[)" + std::string(symbols) + ']' + std::string(more);
}

} // namespace touchline::test
