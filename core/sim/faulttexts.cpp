// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/faulttexts.h"

#include <charconv>

namespace touchline {

NumberPlace numberBehind(std::string_view text, std::string_view key)
{
    const auto at = text.find(key);
    if (at == std::string_view::npos)
        return {};
    NumberPlace place{at + key.size()};
    const char *const begin = text.data() + place.begin;
    const auto read = std::from_chars(begin, text.data() + text.size(), place.value);
    place.size = read.ec == std::errc() ? static_cast<std::size_t>(read.ptr - begin) : 0;
    return place;
}

std::string_view textBehind(std::string_view text, std::string_view key)
{
    const auto at = text.find(key);
    if (at == std::string_view::npos)
        return {};
    const auto begin = at + key.size();
    return text.substr(begin, text.find('"', begin) - begin);
}

void shiftNumber(std::string &text, std::string_view key, std::int64_t by)
{
    const NumberPlace place = numberBehind(text, key);
    if (place.size > 0)
        text.replace(place.begin, place.size, std::to_string(place.value + by));
}

} // namespace touchline
