// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "venues/levelscanner.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <limits>

namespace touchline::leveltext {

/// What follows a level: `next` and another one, or `last` and no more.
template <class Form> struct Marks {
    static constexpr auto nextText = [] {
        std::array<char, Form::close.size() + 1 + Form::open.size()> text{};
        auto at = std::copy(Form::close.begin(), Form::close.end(), text.begin());
        *at++ = ',';
        std::copy(Form::open.begin(), Form::open.end(), at);
        return text;
    }();
    static constexpr auto lastText = [] {
        std::array<char, Form::close.size() + 1> text{};
        *std::copy(Form::close.begin(), Form::close.end(), text.begin()) = ']';
        return text;
    }();
    static constexpr std::string_view next{nextText.data(), nextText.size()};
    static constexpr std::string_view last{lastText.data(), lastText.size()};
};

/// For marks known when compiling: a comparison of one or two words. `at` must have room for the mark.
[[nodiscard]] inline bool isAt(const char *at, std::string_view mark)
{
    return std::memcmp(at, mark.data(), mark.size()) == 0;
}

[[nodiscard]] inline bool isNext(const char *at, const char *end, std::string_view mark)
{
    return static_cast<std::size_t>(end - at) >= mark.size() && isAt(at, mark);
}

[[nodiscard]] inline bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Appends the digits at `at` to `value`; null when it grows beyond int64.
[[nodiscard]] inline const char *appendDigits(const char *at, const char *end, std::uint64_t &value)
{
    constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
    for (; at != end && isDigit(*at); ++at) {
        if (value > largest / 10)
            return nullptr;
        value = value * 10 + static_cast<std::uint64_t>(*at - '0');
    }
    return value <= largest ? at : nullptr;
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
    const char *const point = appendDigits(at, end, value);
    if (!point || point == at)
        return nullptr;
    const char *fractionEnd = point;
    std::ptrdiff_t missing = decimals;
    if (point != end && *point == '.') {
        const char *const fraction = point + 1;
        const char *const kept = fraction + std::min<std::ptrdiff_t>(decimals, end - fraction);
        fractionEnd = appendDigits(fraction, kept, value);
        if (!fractionEnd)
            return nullptr;
        missing = decimals - (fractionEnd - fraction);
        while (missing == 0 && fractionEnd != end && *fractionEnd == '0')
            ++fractionEnd;
        if (fractionEnd == fraction || (fractionEnd != end && isDigit(*fractionEnd)))
            return nullptr;
    }
    if (!appendZeros(value, missing))
        return nullptr;
    raw = static_cast<std::int64_t>(value);
    return fractionEnd;
}

/// JSON has no number with a zero in front of another digit.
[[nodiscard]] inline bool hasLeadingZero(const char *at, const char *end)
{
    return end - at >= 2 && at[0] == '0' && isDigit(at[1]);
}

/// Reads a level from the first digit of its price and returns where the form's `close` must be.
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
    level = Level{Price(price), Qty(qty)};
    at = readNumber(at, end, decimals.qty, qty);
    level.qty = Qty(qty);
    return at;
}

/// True for `[]`; otherwise `at` goes on to the first digit of the first level, or becomes null.
template <class Form> [[nodiscard]] bool isEmptyList(const char *&at, const char *end)
{
    if (isNext(at, end, "[]")) {
        at += 2;
        return true;
    }
    const bool isList = isNext(at, end, "[") && isNext(at + 1, end, Form::open);
    at = isList ? at + 1 + Form::open.size() : nullptr;
    return false;
}

} // namespace touchline::leveltext
