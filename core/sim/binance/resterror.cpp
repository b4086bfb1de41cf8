// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binance/resterror.h"

#include "base/jsontext.h"
#include "sim/binance/binancewire.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <simdjson.h>
#include <vector>

namespace touchline {

namespace {

/// Letters, digits, '-', '_', '.' and what is not ASCII; no lower case.
bool isSymbolText(std::string_view text)
{
    constexpr std::size_t longest = 50;
    return text.size() <= longest && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
                      static_cast<unsigned char>(c) >= 0x80;
           });
}

bool isDigits(std::string_view text)
{
    return text.size() <= 20 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Unexpected<RestError> illegal(std::string_view name, std::string_view range)
{
    return restFailure(
        -1100, "Illegal characters found in parameter '" + std::string(name) + "'; legal range is '" +
                   std::string(range) + "'.");
}

Unexpected<RestError> empty(std::string_view name)
{
    return restFailure(-1105, "Parameter '" + std::string(name) + "' was empty.");
}

} // namespace

std::string errorBody(const RestError &error)
{
    std::string body = "{";
    appendJsonNumber(body, "code", error.code);
    appendJsonText(body, "msg", error.message);
    body += '}';
    return body;
}

RestReply weightRefusal(const WeightMeter::Verdict &verdict, int limit)
{
    RestReply reply;
    reply.status = verdict.status;
    const std::string words =
        verdict.bannedUntil ? "Way too much request weight used; IP banned until " +
                                  std::to_string(verdict.bannedUntil->millis()) +
                                  ". Please use WebSocket Streams for live updates to avoid bans."
                            : "Too much request weight used; current limit is " + std::to_string(limit) +
                                  " request weight per 1 MINUTE. Please use WebSocket Streams for live "
                                  "updates to avoid polling "
                                  "the API.";
    reply.body = errorBody(RestError{verdict.status, -1003, words});
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*verdict.retryAfter).count();
    reply.headers["Retry-After"] = std::to_string(seconds);
    return reply;
}

Unexpected<RestError> restFailure(int code, std::string message)
{
    return Unexpected(RestError{400, code, std::move(message)});
}

Expected<void, RestError> checkNames(const RestRequest &request, std::span<const std::string_view> allowed)
{
    const auto sent = request.params.size();
    const auto read = static_cast<std::size_t>(
        std::count_if(request.params.begin(), request.params.end(), [&](const auto &param) {
            return std::find(allowed.begin(), allowed.end(), param.first) != allowed.end();
        }));
    if (read == sent)
        return {};
    if (allowed.empty())
        return restFailure(
            -1101, "Too many parameters; expected '0' and received '" + std::to_string(sent) + "'.");
    return restFailure(
        -1104, "Not all sent parameters were read; read '" + std::to_string(read) +
                   "' parameter(s) but was sent '" + std::to_string(sent) + "'.");
}

Expected<std::string, RestError> symbolParam(const RestRequest &request)
{
    const auto symbol = request.value("symbol");
    if (!symbol)
        return restFailure(-1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.");
    if (symbol->empty())
        return empty("symbol");
    if (!isSymbolText(*symbol))
        return illegal("symbol", "^[\\w\\-._&&[^a-z]]{1,50}$");
    return std::string(*symbol);
}

Expected<std::size_t, RestError> limitParam(
    const RestRequest &request, std::size_t fallback, std::size_t most)
{
    const auto text = request.value("limit");
    if (!text)
        return fallback;
    if (text->empty())
        return empty("limit");
    if (!isDigits(*text))
        return illegal("limit", "^[0-9]{1,20}$");
    std::size_t limit = 0;
    const auto parsed = std::from_chars(text->data(), text->data() + text->size(), limit);
    if (parsed.ec != std::errc() || limit == 0)
        return restFailure(-1130, "Data sent for parameter 'limit' is not valid.");
    return std::min(limit, most);
}

Expected<std::vector<std::string>, RestError> listParam(std::string_view name, std::string_view value)
{
    simdjson::dom::parser parser;
    simdjson::dom::array array;
    if (value.empty())
        return empty(name);
    if (parser.parse(value.data(), value.size()).get(array) != simdjson::SUCCESS)
        return illegal(
            name, "^\\[(\"[\\w\\-._&&[^a-z]]{1,50}\"(,\"[\\w\\-._&&[^a-z]]{1,50}\"){0,}){0,1}\\]$");
    std::vector<std::string> texts;
    for (const auto entry : array) {
        std::string_view text;
        if (entry.get(text) != simdjson::SUCCESS || !isSymbolText(text))
            return illegal(
                name, "^\\[(\"[\\w\\-._&&[^a-z]]{1,50}\"(,\"[\\w\\-._&&[^a-z]]{1,50}\"){0,}){0,1}\\]$");
        texts.emplace_back(text);
    }
    return texts;
}

} // namespace touchline
