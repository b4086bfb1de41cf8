// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/fixed.h"

#include <array>
#include <cassert>
#include <charconv>
#include <limits>

namespace touchline {

namespace {

constexpr std::array<std::int64_t, maxDecimals + 1> powers = [] {
    std::array<std::int64_t, maxDecimals + 1> table{};
    std::int64_t power = 1;
    for (auto &entry : table) {
        entry = power;
        if (&entry != &table.back())
            power *= 10;
    }
    return table;
}();

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

Unexpected<Error> badNumber(std::string_view text)
{
    return failure(ErrorCode::BadNumber, "'" + std::string(text.substr(0, 40)) + "' is not a decimal number");
}

Unexpected<Error> overflow(std::string_view text)
{
    return failure(
        ErrorCode::NumberOverflow, "'" + std::string(text.substr(0, 40)) + "' does not fit into 64 bits");
}

/// A decimal as written: its digits without the point, and where the point stands.
struct Digits {
    std::string_view whole;
    std::string_view fraction;
    int exponent = 0;
    bool negative = false;
};

std::string_view takeDigits(std::string_view &rest)
{
    std::size_t count = 0;
    while (count < rest.size() && isDigit(rest[count]))
        ++count;
    const auto digits = rest.substr(0, count);
    rest.remove_prefix(count);
    return digits;
}

bool takeExponent(std::string_view &rest, int &exponent)
{
    if (rest.empty())
        return true;
    if (rest.front() != 'e' && rest.front() != 'E')
        return false;
    rest.remove_prefix(1);
    if (rest.size() > 1 && rest.front() == '+' && isDigit(rest[1]))
        rest.remove_prefix(1);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), exponent);
    return error == std::errc() && end == rest.data() + rest.size() && exponent > -1000 && exponent < 1000;
}

Expected<Digits> split(std::string_view text)
{
    Digits parts;
    std::string_view rest = text;
    if (!rest.empty() && rest.front() == '-') {
        parts.negative = true;
        rest.remove_prefix(1);
    }
    parts.whole = takeDigits(rest);
    if (parts.whole.empty())
        return badNumber(text);
    if (!rest.empty() && rest.front() == '.') {
        rest.remove_prefix(1);
        parts.fraction = takeDigits(rest);
        if (parts.fraction.empty())
            return badNumber(text);
    }
    if (!takeExponent(rest, parts.exponent))
        return badNumber(text);
    return parts;
}

/// Negative accumulation: int64 holds one more negative value than positive ones.
bool appendDigit(std::int64_t &negated, int digit)
{
    constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
    if (negated < (lowest + digit) / 10)
        return false;
    negated = negated * 10 - digit;
    return true;
}

} // namespace

std::int64_t powerOfTen(int exponent)
{
    assert(exponent >= 0 && exponent <= maxDecimals);
    return powers[static_cast<std::size_t>(exponent)];
}

Expected<std::int64_t> parseDecimal(std::string_view text, int decimals)
{
    const auto parts = split(text);
    if (!parts)
        return Unexpected(parts.error());
    const int kept = decimals + parts->exponent + static_cast<int>(parts->whole.size());
    const int available = static_cast<int>(parts->whole.size() + parts->fraction.size());
    const auto digitAt = [&](int i) {
        const auto index = static_cast<std::size_t>(i);
        const auto split = parts->whole.size();
        return (index < split ? parts->whole[index] : parts->fraction[index - split]) - '0';
    };
    for (int i = kept < 0 ? 0 : kept; i < available; ++i) {
        if (digitAt(i) != 0)
            return failure(
                ErrorCode::TooManyDecimals, "'" + std::string(text.substr(0, 40)) + "' has more than " +
                                                std::to_string(decimals) + " decimals");
    }
    std::int64_t negated = 0;
    for (int i = 0; i < kept; ++i) {
        if (i >= available && negated == 0)
            break;
        if (!appendDigit(negated, i < available ? digitAt(i) : 0))
            return overflow(text);
    }
    if (parts->negative)
        return negated;
    if (negated == std::numeric_limits<std::int64_t>::min())
        return overflow(text);
    return -negated;
}

int usedDecimals(std::int64_t raw, int decimals)
{
    int used = decimals;
    while (used > 0 && raw % 10 == 0) {
        raw /= 10;
        --used;
    }
    return used;
}

void appendDecimal(std::string &out, std::int64_t raw, int decimals, int minShown)
{
    const bool negative = raw < 0;
    std::uint64_t magnitude =
        negative ? 0 - static_cast<std::uint64_t>(raw) : static_cast<std::uint64_t>(raw);
    int shown = decimals;
    while (shown > minShown && magnitude % 10 == 0) {
        magnitude /= 10;
        --shown;
    }
    std::array<char, 48> buffer;
    char *const end = buffer.data() + buffer.size();
    char *at = end;
    for (int i = 0; i < shown; ++i) {
        *--at = static_cast<char>('0' + magnitude % 10);
        magnitude /= 10;
    }
    if (at != end)
        *--at = '.';
    do {
        *--at = static_cast<char>('0' + magnitude % 10);
        magnitude /= 10;
    } while (magnitude != 0);
    if (negative)
        *--at = '-';
    out.append(at, end);
    if (decimals < minShown) {
        if (decimals == 0)
            out += '.';
        out.append(static_cast<std::size_t>(minShown - decimals), '0');
    }
}

std::string formatDecimal(std::int64_t raw, int decimals, int minShown)
{
    std::string out;
    appendDecimal(out, raw, decimals, minShown);
    return out;
}

std::int64_t saturatingAdd(std::int64_t a, std::int64_t b)
{
    if (b > 0 && a > std::numeric_limits<std::int64_t>::max() - b)
        return std::numeric_limits<std::int64_t>::max();
    if (b < 0 && a < std::numeric_limits<std::int64_t>::min() - b)
        return std::numeric_limits<std::int64_t>::min();
    return a + b;
}

} // namespace touchline
