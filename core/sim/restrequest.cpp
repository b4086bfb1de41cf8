// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/restrequest.h"

#include <charconv>

namespace touchline {

namespace {

std::string decoded(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        unsigned char byte = 0;
        const bool escaped =
            text.size() >= 3 && text.front() == '%' &&
            std::from_chars(text.data() + 1, text.data() + 3, byte, 16).ptr == text.data() + 3;
        if (escaped)
            out += static_cast<char>(byte);
        else
            out += text.front() == '+' ? ' ' : text.front();
        text.remove_prefix(escaped ? 3 : 1);
    }
    return out;
}

} // namespace

std::optional<std::string_view> RestRequest::value(std::string_view name) const
{
    const auto at = params.find(name);
    if (at == params.end())
        return std::nullopt;
    return at->second;
}

RestRequest parseRestTarget(std::string_view target)
{
    RestRequest request;
    const auto mark = target.find('?');
    request.path = decoded(target.substr(0, mark));
    auto rest = mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
    while (!rest.empty()) {
        const auto pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        if (pair.empty())
            continue;
        const auto equals = pair.find('=');
        const auto value = equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
        request.params.insert_or_assign(decoded(pair.substr(0, equals)), decoded(value));
    }
    return request;
}

} // namespace touchline
