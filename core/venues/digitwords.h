// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>

/// Text eight characters at a time, in plain 64-bit arithmetic. Where the first character is not the lowest
/// byte of a word, everything goes one character at a time instead.
namespace touchline::digitwords {

inline constexpr std::ptrdiff_t wordSize = 8;
inline constexpr bool hasWords = std::endian::native == std::endian::little;

/// The same byte eight times.
constexpr std::uint64_t each(std::uint8_t byte)
{
    return 0x0101010101010101 * std::uint64_t{byte};
}

[[nodiscard]] inline std::uint64_t wordAt(const char *at)
{
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
}

/// How many characters come before the first one that `marks` has a top bit for; eight if it has none.
[[nodiscard]] inline std::ptrdiff_t countBefore(std::uint64_t marks)
{
    return std::countr_zero(marks) / 8;
}

/// Top bits for what is not a digit; true up to and with the first of them.
[[nodiscard]] inline std::uint64_t markNonDigits(std::uint64_t word)
{
    const std::uint64_t value = word ^ each('0');
    return ((value + each(0x7f - 9)) | value) & each(0x80);
}

/// Top bits for all but printable ASCII without `"` and `\`; true up to and with the first of them.
[[nodiscard]] inline std::uint64_t markNonPlain(std::uint64_t word)
{
    const auto zeros = [](std::uint64_t bytes) { return (bytes - each(1)) & ~bytes; };
    const std::uint64_t control = (word - each(' ')) & ~word;
    const std::uint64_t unusual =
        zeros(word ^ each('"')) | zeros(word ^ each('\\')) | zeros(word ^ each(0x7f));
    return (control | unusual | word) & each(0x80);
}

/// The number that the first `count` characters are, 1 <= count <= 8; all of them are digits.
[[nodiscard]] inline std::uint64_t valueOf(std::uint64_t word, std::ptrdiff_t count)
{
    std::uint64_t digits = (word ^ each('0')) << (8 * (wordSize - count)); // zeros come in at the front
    digits = digits * 10 + (digits >> 8);                                  // pairs, in every other byte
    constexpr std::uint64_t pair = 0x000000ff000000ff;
    const std::uint64_t upper = (digits & pair) * ((std::uint64_t{1'000'000} << 32) + 100);
    const std::uint64_t lower = ((digits >> 16) & pair) * ((std::uint64_t{10'000} << 32) + 1);
    return (upper + lower) >> 32;
}

[[nodiscard]] inline bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

inline constexpr std::array<std::uint64_t, wordSize + 1> powers{
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};

/// A number and how many digits it has; none if it is not one of those that were asked for.
struct LongCount {
    std::uint64_t value = 0;
    std::ptrdiff_t digits = 0;
};

/// Reads a number of 9 to 15 digits, as ids and times are; 16 characters are there to be read.
[[nodiscard]] inline LongCount readLongCount(const char *at)
{
    const std::uint64_t first = wordAt(at);
    const std::uint64_t second = wordAt(at + wordSize);
    const auto count = countBefore(markNonDigits(second));
    if (markNonDigits(first) != 0 || count == 0 || count == wordSize) [[unlikely]]
        return {};
    const std::uint64_t power = powers[static_cast<std::size_t>(count)];
    return {valueOf(first, wordSize) * power + valueOf(second, count), wordSize + count};
}

/// Appends the digits from `at` on to `value`, as far as `end`. Returns what comes after them, or null when
/// `value` grows beyond int64.
[[nodiscard]] inline const char *appendDigits(const char *at, const char *end, std::uint64_t &value)
{
    constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
    while (hasWords && end - at >= wordSize && value < largest / powers.back()) {
        const std::uint64_t word = wordAt(at);
        const auto count = countBefore(markNonDigits(word));
        if (count == 0)
            return at;
        value = value * powers[static_cast<std::size_t>(count)] + valueOf(word, count);
        at += count;
        if (count < wordSize)
            return at;
    }
    for (; at != end && isDigit(*at); ++at) {
        if (value > largest / 10)
            return nullptr;
        value = value * 10 + static_cast<std::uint64_t>(*at - '0');
    }
    return value <= largest ? at : nullptr;
}

/// The first character that is not printable ASCII or is `"` or `\`.
[[nodiscard]] inline const char *endOfPlain(const char *at, const char *end)
{
    while (hasWords && end - at >= wordSize) {
        const auto count = countBefore(markNonPlain(wordAt(at)));
        at += count;
        if (count < wordSize)
            return at;
    }
    while (at != end && *at >= ' ' && *at <= '~' && *at != '"' && *at != '\\')
        ++at;
    return at;
}

} // namespace touchline::digitwords
