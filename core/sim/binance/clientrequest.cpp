// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binance/clientrequest.h"

#include <algorithm>
#include <array>
#include <simdjson.h>
#include <utility>

namespace touchline {

namespace {

using simdjson::dom::element;

constexpr std::size_t longestId = 36;

constexpr std::array<std::pair<std::string_view, ClientRequest::Method>, 5> methods{{
    {"SUBSCRIBE", ClientRequest::Method::Subscribe},
    {"UNSUBSCRIBE", ClientRequest::Method::Unsubscribe},
    {"LIST_SUBSCRIPTIONS", ClientRequest::Method::ListSubscriptions},
    {"SET_PROPERTY", ClientRequest::Method::SetProperty},
    {"GET_PROPERTY", ClientRequest::Method::GetProperty},
}};

Unexpected<RequestRefusal> refusal(int code, std::string message, std::string id = "null")
{
    return Unexpected(RequestRefusal{code, std::move(message), std::move(id)});
}

/// The id as JSON, or nothing if it is of no allowed kind. A missing one counts as null.
std::optional<std::string> idOf(const element &root)
{
    element id;
    if (root["id"].get(id) != simdjson::SUCCESS || id.is_null())
        return "null";
    if (id.is_int64() || id.is_uint64())
        return simdjson::to_string(id);
    std::string_view text;
    if (id.get(text) == simdjson::SUCCESS && text.size() <= longestId)
        return simdjson::to_string(id);
    return std::nullopt;
}

Expected<ClientRequest, RequestRefusal> withMethod(const element &root, const std::string &id)
{
    std::string_view name;
    const auto error = root["method"].get(name);
    if (error == simdjson::NO_SUCH_FIELD)
        return refusal(2, "Invalid request: missing field `method`", id);
    const auto *const known =
        std::find_if(methods.begin(), methods.end(), [&](const auto &entry) { return entry.first == name; });
    if (error != simdjson::SUCCESS || known == methods.end())
        return refusal(
            2,
            "Invalid request: unknown variant `" + std::string(name) +
                "`, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, "
                "`GET_PROPERTY`",
            id);
    ClientRequest request;
    request.method = known->second;
    request.id = id;
    return request;
}

bool readParams(const element &root, ClientRequest &request)
{
    element params;
    if (root["params"].get(params) != simdjson::SUCCESS || params.is_null())
        return true;
    simdjson::dom::array array;
    if (params.get(array) != simdjson::SUCCESS)
        return false;
    for (const element &param : array) {
        std::string_view text;
        if (param.get(text) == simdjson::SUCCESS)
            request.params.emplace_back(text);
        else
            request.oddParams.push_back(simdjson::to_string(param));
    }
    return true;
}

} // namespace

Expected<ClientRequest, RequestRefusal> parseClientRequest(std::string_view text)
{
    simdjson::dom::parser parser;
    element root;
    if (parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS)
        return refusal(3, "Invalid JSON: expected value at line 1 column 1");
    if (!root.is_object())
        return refusal(2, "Invalid request: expected an object");
    const auto id = idOf(root);
    if (!id)
        return refusal(2, "Invalid request: request ID must be an unsigned integer");
    auto request = withMethod(root, *id);
    if (request && !readParams(root, *request))
        return refusal(2, "Invalid request: params must be an array", *id);
    return request;
}

} // namespace touchline
