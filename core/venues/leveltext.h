// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "venues/digitwords.h"
#include "venues/levelscanner.h"

#include <algorithm>

/// Levels as text, character by character: what every scanner's answer is held against.
namespace touchline::leveltext {

/// For marks known when compiling: a comparison of one or two words. `at` must have room for the mark.
[[nodiscard]] inline bool isAt(const char *at, std::string_view mark)
{
    return std::memcmp(at, mark.data(), mark.size()) == 0;
}

[[nodiscard]] inline bool isNext(const char *at, const char *end, std::string_view mark)
{
    return static_cast<std::size_t>(end - at) >= mark.size() && isAt(at, mark);
}

/// `value` with `count` more zeros; false when it grows beyond int64.
[[nodiscard]] inline bool appendZeros(std::uint64_t &value, std::ptrdiff_t count)
{
    constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
    const auto power = static_cast<std::uint64_t>(powerOfTen(static_cast<int>(count)));
    if (value > largest / power)
        return false;
    value *= power;
    return true;
}

/// Reads the decimal at `at` into units of 10^-decimals and returns the first character that is not of it.
/// Null when there is none, when a digit beyond `decimals` is not zero, and beyond int64.
[[nodiscard]] inline const char *readNumber(const char *at, const char *end, int decimals, std::int64_t &raw)
{
    std::uint64_t value = 0;
    const char *const whole = at;
    at = digitwords::appendDigits(at, end, value);
    if (!at || at == whole)
        return nullptr;
    std::ptrdiff_t missing = decimals;
    if (at != end && *at == '.') {
        const char *const fraction = ++at;
        at = digitwords::appendDigits(at, at + std::min<std::ptrdiff_t>(decimals, end - at), value);
        if (!at)
            return nullptr;
        missing -= at - fraction;
        while (at != end && *at == '0')
            ++at;
        if (at == fraction || (at != end && digitwords::isDigit(*at)))
            return nullptr;
    }
    if (missing > 0 && !appendZeros(value, missing))
        return nullptr;
    raw = static_cast<std::int64_t>(value);
    return at;
}

/// JSON has no number with a zero in front of another digit.
[[nodiscard]] inline bool hasLeadingZero(const char *at, const char *end)
{
    return end - at >= 2 && at[0] == '0' && digitwords::isDigit(at[1]);
}

/// Reads a level from the first digit of its price and returns where it must close.
template <class Form>
[[nodiscard]] const char *readPair(const char *at, const char *end, Decimals decimals, Level &level)
{
    std::int64_t price = 0;
    std::int64_t qty = 0;
    if (Form::isJsonNumber && hasLeadingZero(at, end))
        return nullptr;
    at = readNumber(at, end, decimals.price, price);
    if (!at || price == 0 || !isNext(at, end, Form::between))
        return nullptr;
    at += Form::between.size();
    if (Form::isJsonNumber && hasLeadingZero(at, end))
        return nullptr;
    at = readNumber(at, end, decimals.qty, qty);
    level = Level{Price(price), Qty(qty)};
    return at;
}

/// True for `[]`; otherwise `at` goes on to the first digit of the first level, or becomes null.
template <class Form> [[nodiscard]] bool isEmptyList(const char *&at, const char *end)
{
    if (isNext(at, end, "[]")) {
        at += 2;
        return true;
    }
    at = isNext(at, end, Form::first) ? at + Form::first.size() : nullptr;
    return false;
}

/// True behind the last level; otherwise `at` goes on from where a level closes to the next one's first
/// digit, or becomes null.
template <class Form> [[nodiscard]] bool isListOver(const char *&at, const char *end)
{
    if (isNext(at, end, Form::last)) {
        at += Form::last.size();
        return true;
    }
    at = isNext(at, end, Form::next) ? at + Form::next.size() : nullptr;
    return false;
}

} // namespace touchline::leveltext
