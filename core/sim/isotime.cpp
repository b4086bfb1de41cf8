// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/isotime.h"

#include "feed/instrument.h"
#include "venues/utctime.h"

#include <optional>

namespace touchline {

namespace {

std::string padded(std::int64_t number, std::size_t digits)
{
    const std::string text = std::to_string(number);
    return std::string(digits - std::min(digits, text.size()), '0') + text;
}

/// The text between the quotation marks behind the `key` at `at`.
std::string_view quoted(std::string_view text, std::string_view key, std::size_t at)
{
    const auto begin = at + key.size();
    if (begin >= text.size() || text[begin] != '"')
        return {};
    const auto end = text.find('"', begin + 1);
    return end == std::string_view::npos ? std::string_view() : text.substr(begin + 1, end - begin - 1);
}

int decimalsOf(std::string_view time)
{
    const auto point = time.find('.');
    return point == std::string_view::npos ? 0 : static_cast<int>(time.size() - point - 2);
}

} // namespace

std::string isoTime(Instant at, int decimals)
{
    constexpr std::int64_t secondsADay = 86'400;
    constexpr std::int64_t nanosASecond = 1'000'000'000;
    const std::int64_t second = at.nanos / nanosASecond % secondsADay;
    std::string text = dateText(at) + 'T';
    text += padded(second / 3600, 2) + ':' + padded(second / 60 % 60, 2) + ':' + padded(second % 60, 2);
    if (decimals > 0)
        text += '.' + padded(at.nanos % nanosASecond, 9).substr(0, static_cast<std::size_t>(decimals));
    return text + 'Z';
}

bool hasIsoTime(std::string_view text, std::string_view key)
{
    const auto at = text.find(key);
    return at != std::string_view::npos && utcTime(quoted(text, key, at)).has_value();
}

void shiftIsoTimes(std::string &text, std::string_view key, std::int64_t millis)
{
    for (auto at = text.find(key); at != std::string::npos; at = text.find(key, at + key.size())) {
        const std::string_view old = quoted(text, key, at);
        const auto time = utcTime(old);
        if (!time)
            continue;
        const std::string shifted = isoTime(*time + std::chrono::milliseconds(millis), decimalsOf(old));
        text.replace(at + key.size() + 1, old.size(), shifted);
    }
}

} // namespace touchline
