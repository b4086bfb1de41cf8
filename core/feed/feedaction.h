// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace touchline {

/// One connection of a session: a new one has a new id.
enum class StreamId : std::uint32_t {};

/// Open a stream connection to this URL.
struct OpenStream {
    StreamId stream{};
    std::string url;
};

/// Close it, if it is not closed yet, without a further event.
struct CloseStream {
    StreamId stream{};
};

/// Send this text over the stream.
struct SendText {
    StreamId stream{};
    std::string text;
};

/// HTTP GET; the answer comes back with the same id.
struct FetchUrl {
    std::uint64_t id = 0;
    std::string url;
    std::string symbol; ///< whose snapshot it is
};

/// Tell whoever keeps a log of a frame that could not be read. Few are told of, see MalformedFrames.
struct ReportFrame {
    Error error;
    std::string head;        ///< its beginning, in printable ASCII
    std::size_t bytes = 0;   ///< of the whole frame
    std::uint64_t count = 0; ///< frames of this kind so far
};

/// What a session wants done; it does nothing itself.
using FeedAction = std::variant<OpenStream, CloseStream, SendText, FetchUrl, ReportFrame>;
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
