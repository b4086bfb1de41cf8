// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a byte of price decimals, a byte of quantity decimals, then the text of a frame, of a snapshot or of
// a list of levels.
#include "fuzzinput.h"
#include "support/decodecheck.h"

using namespace touchline;

namespace {

/// A frame that came before, without and with the name of a stream.
constexpr std::string_view rawBefore =
    R"({"e":"depthUpdate","E":1770000000123,"s":"BTCUSDT","U":900000101,"u":900000108,"b":[],"a":[]})";
constexpr std::string_view combinedBefore =
    R"({"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1770000000123,"s":"BTCUSDT","U":900000101,)"
    R"("u":900000108,"b":[],"a":[]}})";

void requireSame(const test::DecodeCheck &check)
{
    require(check.difference.empty(), check.difference.c_str());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput input({data, size});
    Decimals decimals;
    decimals.price = input.below(maxDecimals + 1);
    decimals.qty = input.below(maxDecimals + 1);
    const std::string_view text = input.rest();
    requireSame(test::checkFrame(text, decimals));
    requireSame(test::checkFrameAfter(rawBefore, text, decimals));
    requireSame(test::checkFrameAfter(combinedBefore, text, decimals));
    requireSame(test::checkSnapshot(text, decimals));
    requireSame(test::checkLevels<TextPair>(text, decimals));
    requireSame(test::checkLevels<NumberPair>(text, decimals));
    // Once more from the first list on, as a depth update has it in its middle.
    if (const auto list = text.find('['); list != std::string_view::npos && list > 0)
        requireSame(test::checkLevels<TextPair>(text.substr(list), decimals));
    return 0;
}
