// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/coinbase/coinbaserequest.h"

#include <simdjson.h>

namespace touchline {

namespace {

using simdjson::dom::element;

std::string textIn(const element &root, std::string_view key)
{
    std::string_view text;
    return root[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

std::vector<std::string> textsIn(const element &root, std::string_view key)
{
    std::vector<std::string> texts;
    simdjson::dom::array array;
    if (root[key].get(array) != simdjson::SUCCESS)
        return texts;
    for (const element &entry : array) {
        std::string_view text;
        if (entry.get(text) == simdjson::SUCCESS)
            texts.emplace_back(text);
    }
    return texts;
}

} // namespace

std::optional<CoinbaseRequest> parseCoinbaseRequest(std::string_view text)
{
    simdjson::dom::parser parser;
    element root;
    if (parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS || !root.is_object())
        return std::nullopt;
    return CoinbaseRequest{textIn(root, "type"), textIn(root, "channel"), textsIn(root, "product_ids")};
}

} // namespace touchline
