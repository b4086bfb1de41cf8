// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// A control message of a client on a stream connection.
struct ClientRequest {
    enum class Method { Subscribe, Unsubscribe, ListSubscriptions, SetProperty, GetProperty };

    Method method = Method::Subscribe;
    std::vector<std::string> params;    ///< the texts among the parameters
    std::vector<std::string> oddParams; ///< the others, as JSON
    std::string id = "null";            ///< as JSON, to be echoed
};

/// Why a control message was refused, in the exchange's own codes (0 to 3) and words.
struct RequestRefusal {
    int code = 0;
    std::string message;
    std::string id = "null"; ///< as JSON
};

[[nodiscard]] Expected<ClientRequest, RequestRefusal> parseClientRequest(std::string_view text);

} // namespace touchline
