// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/streamframe.h"

#include <charconv>

namespace touchline {

namespace {

bool skip(std::string_view &text, std::string_view expected)
{
    if (!text.starts_with(expected))
        return false;
    text.remove_prefix(expected.size());
    return true;
}

bool skipNumber(std::string_view &text, std::uint64_t &number)
{
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc())
        return false;
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    return true;
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
    std::uint64_t time = 0;
    if (!skip(payload, R"({"e":"depthUpdate","E":)") || !skipNumber(payload, time))
        return std::nullopt;
    if (skip(payload, R"(,"T":)") && !skipNumber(payload, time))
        return std::nullopt;
    if (!skip(payload, R"(,"s":")") || !skipString(payload, head.symbol))
        return std::nullopt;
    if (!skip(payload, R"(,"U":)") || !skipNumber(payload, head.ids.first))
        return std::nullopt;
    if (!skip(payload, R"(,"u":)") || !skipNumber(payload, head.ids.last))
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
