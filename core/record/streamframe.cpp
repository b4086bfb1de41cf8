// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/streamframe.h"

namespace touchline {

namespace {

inline bool skip(std::string_view &text, std::string_view expected)
{
    if (!text.starts_with(expected))
        return false;
    text.remove_prefix(expected.size());
    return true;
}

bool skipDigits(std::string_view &text)
{
    const char *at = text.data();
    const char *const end = at + text.size();
    while (at != end && *at >= '0' && *at <= '9')
        ++at;
    const auto digits = static_cast<std::size_t>(at - text.data());
    text.remove_prefix(digits);
    return digits > 0;
}

/// The rest of a string without escapes, up to its quote.
bool skipString(std::string_view &text, std::string_view &content)
{
    const std::size_t end = text.find('"');
    if (end == std::string_view::npos)
        return false;
    content = text.substr(0, end);
    text.remove_prefix(end + 1);
    return content.find('\\') == std::string_view::npos;
}

} // namespace

bool takeNumber(std::string_view &text, std::uint64_t &number)
{
    constexpr std::ptrdiff_t mostDigits = 19;
    const char *const begin = text.data();
    const char *const end = begin + text.size();
    const char *at = begin;
    std::uint64_t value = 0;
    for (unsigned digit = 0; at != end; ++at) {
        digit = static_cast<unsigned char>(*at) - unsigned{'0'};
        if (digit > 9)
            break;
        value = value * 10 + digit;
    }
    text.remove_prefix(static_cast<std::size_t>(at - begin));
    number = value;
    return at != begin && at - begin <= mostDigits;
}

std::optional<std::string_view> framePayload(std::string_view text)
{
    std::string_view rest = text;
    std::string_view stream;
    if (!skip(rest, R"({"stream":")") || !skipString(rest, stream) || !skip(rest, R"(,"data":)"))
        return std::nullopt;
    const bool isFrame =
        rest.starts_with('{') && rest.ends_with("}}") && text.find(' ') == std::string_view::npos;
    if (!isFrame)
        return std::nullopt;
    rest.remove_suffix(1);
    return rest;
}

std::optional<UpdateHead> updateHead(std::string_view payload)
{
    UpdateHead head;
    if (!skip(payload, R"({"e":"depthUpdate","E":)") || !skipDigits(payload))
        return std::nullopt;
    if (skip(payload, R"(,"T":)") && !skipDigits(payload))
        return std::nullopt;
    if (!skip(payload, R"(,"s":")") || !skipString(payload, head.symbol))
        return std::nullopt;
    if (!skip(payload, R"(,"U":)") || !takeNumber(payload, head.ids.first))
        return std::nullopt;
    if (!skip(payload, R"(,"u":)") || !takeNumber(payload, head.ids.last))
        return std::nullopt;
    head.isFutures = payload.starts_with(R"(,"pu":)");
    if (!head.isFutures && !payload.starts_with(R"(,"b":)"))
        return std::nullopt;
    return head;
}

bool mayBeUpdate(std::string_view payload)
{
    return payload.find("depthUpdate") != std::string_view::npos;
}

} // namespace touchline
