// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/random.h"

#include <string>
#include <string_view>

namespace touchline::test {

/// The text with one to three faults: a bit turned, a byte replaced, put in or taken out, the end cut off.
/// Bytes that are put in are mostly such as occur in numbers and lists, so that many a result is nearly
/// right.
[[nodiscard]] inline std::string mutated(std::string text, Random &random)
{
    constexpr std::string_view likely = "0123456789.-+eE\"[]{},: \\\t\n\xc3";
    const auto anyByte = [&] {
        return random.chance(90) ? likely[random.below(likely.size())] : static_cast<char>(random.bits());
    };
    for (auto faults = 1 + random.below(3); faults > 0 && !text.empty(); --faults) {
        const auto at = random.below(text.size());
        switch (random.below(16)) {
        case 0:
            text.resize(at);
            break;
        case 1:
        case 2:
            text[at] = static_cast<char>(text[at] ^ (1 << random.below(8)));
            break;
        case 3:
        case 4:
        case 5:
            text.erase(at, 1 + random.below(2));
            break;
        case 6:
        case 7:
        case 8:
        case 9:
            text.insert(at, 1, anyByte());
            break;
        default:
            text[at] = anyByte();
        }
    }
    return text;
}

} // namespace touchline::test
