// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a byte of decimals, a byte of shown decimals, then the text of a number.
#include "base/fixed.h"
#include "fuzzinput.h"

#include <cstdlib>
#include <string>

using namespace touchline;

namespace {

/// The shortest plain notation of a decimal, found by moving characters only: no arithmetic on its value.
std::string plainText(std::string_view text)
{
    const bool negative = text.front() == '-';
    text.remove_prefix(negative ? 1 : 0);
    const auto mantissa = text.substr(0, text.find_first_of("eE"));
    const int exponent =
        mantissa.size() < text.size() ? std::atoi(std::string(text.substr(mantissa.size() + 1)).c_str()) : 0;
    const auto whole = mantissa.substr(0, mantissa.find('.'));
    std::string digits(whole);
    if (whole.size() < mantissa.size())
        digits += mantissa.substr(whole.size() + 1);

    const std::string zeros(1000, '0');
    const auto point = zeros.size() + whole.size();
    digits = zeros + digits + zeros;
    const auto moved = static_cast<std::size_t>(static_cast<long>(point) + exponent);
    std::string left = digits.substr(0, moved);
    std::string right = digits.substr(moved);
    left.erase(0, std::min(left.find_first_not_of('0'), left.size() - 1));
    right.erase(right.find_last_not_of('0') + 1);
    const bool isZero = left == "0" && right.empty();
    return (negative && !isZero ? "-" : "") + left + (right.empty() ? "" : "." + right);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput input({data, size});
    const int decimals = input.below(maxDecimals + 1);
    const int minShown = input.below(maxDecimals + 1);
    const std::string text(input.rest());
    const auto raw = parseDecimal(text, decimals);
    if (!raw)
        return 0;

    const std::string shortest = formatDecimal(*raw, decimals);
    require(shortest == plainText(text), "the value that was read is the value that was written");
    const auto again = parseDecimal(formatDecimal(*raw, decimals, minShown), decimals);
    require(again.has_value() && *again == *raw, "format and parse are inverse");

    const auto point = shortest.find('.');
    const auto shown = point == std::string::npos ? 0 : shortest.size() - point - 1;
    require(static_cast<std::size_t>(usedDecimals(*raw, decimals)) == shown, "usedDecimals is what is shown");
    return 0;
}
