// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace touchline {

/// Open the stream connection to this URL (closing an older one without a further event).
struct OpenStream {
    std::string url;
};

struct CloseStream {};

/// Send this text over the stream.
struct SendText {
    std::string text;
};

/// HTTP GET; the answer comes back with the same id.
struct FetchUrl {
    std::uint64_t id = 0;
    std::string url;
    std::string symbol; ///< whose snapshot it is
};

/// What a session wants done; it does nothing itself.
using FeedAction = std::variant<OpenStream, CloseStream, SendText, FetchUrl>;
using FeedActions = std::vector<FeedAction>;

/// The answer to a FetchUrl. `status` 0: no HTTP answer at all, `body` says why.
struct HttpReply {
    std::uint64_t id = 0;
    int status = 0;
    std::string body;
    std::optional<Duration> retryAfter;
    std::optional<int> usedWeight; ///< what the venue has counted in the last minute, in its unit
};

} // namespace touchline
