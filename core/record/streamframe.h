// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/bodyowners.h"

#include <optional>
#include <string_view>

namespace touchline {

/// Takes a decimal number from the beginning of the text; false if there is none, or one of more digits than
/// are sure to fit. All numbers of a collector's line are read by this: it is what a line costs most.
[[nodiscard]] bool takeNumber(std::string_view &text, std::uint64_t &number);

/// The payload of {"stream":"…","data":{…}} as Binance prints it, without a blank anywhere; none for another
/// text. The payload itself is not looked into.
///
/// A line that was torn and is continued by the next one holds that one's blank: it is none of these.
[[nodiscard]] std::optional<std::string_view> framePayload(std::string_view text);

struct UpdateHead {
    std::string_view symbol;
    IdRange ids;
    bool isFutures = false; ///< the previous id comes with futures only
};

/// What the beginning of a depth update's payload says, in the order in which Binance prints it; none for
/// another payload, or another order.
[[nodiscard]] std::optional<UpdateHead> updateHead(std::string_view payload);

/// False if the payload is certainly no depth update.
[[nodiscard]] bool mayBeUpdate(std::string_view payload);

} // namespace touchline
