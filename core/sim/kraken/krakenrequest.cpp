// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/kraken/krakenrequest.h"

#include <simdjson.h>

namespace touchline {

namespace {

using simdjson::dom::element;

template <class Value> std::optional<Value> valueIn(const element &parent, std::string_view key)
{
    Value value{};
    if (parent[key].get(value) != simdjson::SUCCESS)
        return std::nullopt;
    return value;
}

std::string textIn(const element &parent, std::string_view key)
{
    return std::string(valueIn<std::string_view>(parent, key).value_or(""));
}

std::optional<std::vector<std::string>> symbolsIn(const element &params)
{
    const auto list = valueIn<simdjson::dom::array>(params, "symbol");
    if (!list)
        return std::nullopt;
    std::vector<std::string> symbols;
    for (const element &entry : *list) {
        std::string_view text;
        if (entry.get(text) != simdjson::SUCCESS)
            return std::nullopt;
        symbols.emplace_back(text);
    }
    return symbols;
}

} // namespace

std::optional<KrakenRequest> parseKrakenRequest(std::string_view text)
{
    simdjson::dom::parser parser;
    element root;
    if (parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS || !root.is_object())
        return std::nullopt;
    KrakenRequest request;
    request.method = textIn(root, "method");
    request.id = valueIn<std::int64_t>(root, "req_id");
    element params;
    if (root["params"].get(params) != simdjson::SUCCESS || !params.is_object())
        return request;
    request.channel = textIn(params, "channel");
    request.symbols = symbolsIn(params);
    request.depth = valueIn<std::int64_t>(params, "depth");
    request.snapshot = valueIn<bool>(params, "snapshot");
    return request;
}

} // namespace touchline
