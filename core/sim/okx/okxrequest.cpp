// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/okx/okxrequest.h"

#include <algorithm>
#include <optional>
#include <simdjson.h>

namespace touchline {

namespace {

using simdjson::dom::element;

Unexpected<OkxRefusal> invalid(std::string_view text)
{
    constexpr std::size_t longestEcho = 1000;
    const bool isShort = text.size() <= longestEcho;
    return Unexpected(
        OkxRefusal{60012, isShort ? "Invalid request: " + std::string(text) : "Invalid request"});
}

bool isLetterOrDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Empty where there is none, nothing where it is not as the venue wants it: letters and digits, up to 32.
std::optional<std::string> idOf(const element &root)
{
    constexpr std::size_t longestId = 32;
    element id;
    if (root["id"].get(id) != simdjson::SUCCESS)
        return std::string();
    std::string_view text;
    const bool isGood = id.get(text) == simdjson::SUCCESS && text.size() <= longestId &&
                        std::all_of(text.begin(), text.end(), isLetterOrDigit);
    return isGood ? std::optional(std::string(text)) : std::nullopt;
}

std::string textAt(const element &object, std::string_view key)
{
    std::string_view text;
    return object[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

Expected<OkxRequest::Operation, OkxRefusal> operationOf(const element &root, const std::string &id)
{
    const std::string name = textAt(root, "op");
    if (name == "subscribe")
        return OkxRequest::Operation::Subscribe;
    if (name == "unsubscribe")
        return OkxRequest::Operation::Unsubscribe;
    if (name == "login")
        return Unexpected(OkxRefusal{
            60028,
            "The current operation is not supported by this URL. Please use the correct WebSocket URL for "
            "the "
            "operation.",
            id});
    return Unexpected(OkxRefusal{60019, "Invalid op: " + name, id});
}

/// None where one of them is no argument.
std::vector<OkxArgument> argumentsOf(const element &root)
{
    simdjson::dom::array list;
    std::vector<OkxArgument> arguments;
    if (root["args"].get(list) != simdjson::SUCCESS)
        return {};
    for (const element &entry : list) {
        OkxArgument argument{textAt(entry, "channel"), textAt(entry, "instId")};
        if (argument.channel.empty())
            return {};
        arguments.push_back(std::move(argument));
    }
    return arguments;
}

} // namespace

Expected<OkxRequest, OkxRefusal> parseOkxRequest(std::string_view text)
{
    simdjson::dom::parser parser;
    element root;
    if (parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS || !root.is_object())
        return invalid(text);
    const auto id = idOf(root);
    if (!id || root["op"].error() != simdjson::SUCCESS)
        return invalid(text);
    const auto operation = operationOf(root, *id);
    if (!operation)
        return Unexpected(operation.error());
    OkxRequest request{*operation, argumentsOf(root), *id};
    if (request.arguments.empty())
        return Unexpected(OkxRefusal{60013, "Invalid args", *id});
    return request;
}

} // namespace touchline
