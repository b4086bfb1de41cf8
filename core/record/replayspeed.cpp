// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/replayspeed.h"

#include "base/fixed.h"

namespace touchline {

Expected<ReplaySpeed> parseReplaySpeed(std::string_view text)
{
    if (text == "max")
        return ReplaySpeed();
    constexpr int decimals = 3;
    constexpr std::int64_t fastest = 1'000'000 * recordedPace;
    const auto factor = parseDecimal(text, decimals);
    if (!factor || *factor <= 0 || *factor > fastest)
        return failure(
            ErrorCode::BadArgument,
            "--speed '" + std::string(text) + "' is neither max nor a factor such as 1, 0.5 or 20");
    return ReplaySpeed(*factor);
}

} // namespace touchline
