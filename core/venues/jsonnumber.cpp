// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/jsonnumber.h"

#include <cstring>
#include <vector>

namespace touchline::json {

namespace {

/// Bytes of text. The room that a larger one took is given back with the next small one.
constexpr std::size_t keptCapacity = std::size_t{1} << 20U;

/// What is read lazily refers to all of these.
struct Reading {
    simdjson::ondemand::parser parser;
    std::vector<char> padded;
    simdjson::ondemand::document document;
};

Unexpected<Error> wrongShape(std::string_view key, std::string_view wanted)
{
    return failure(
        ErrorCode::UnexpectedShape, "'" + std::string(key) + "' is missing or is not " + std::string(wanted));
}

template <class Value>
Expected<Value> member(TextObject &object, std::string_view key, std::string_view wanted)
{
    Value value;
    if (object.find_field_unordered(key).get(value) != simdjson::SUCCESS)
        return wrongShape(key, wanted);
    return value;
}

/// A token reaches up to the next one.
std::string_view withoutSpace(std::string_view token)
{
    const auto end = token.find_last_not_of(" \t\r\n");
    return token.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

std::string quoted(std::string_view number)
{
    constexpr std::size_t longest = 40;
    return '\'' + std::string(number.substr(0, longest)) + '\'';
}

} // namespace

Expected<TextObject> readAsText(std::string_view valid)
{
    thread_local Reading reading;
    if (reading.padded.size() > keptCapacity && valid.size() <= keptCapacity)
        reading = Reading();
    const std::size_t needed = valid.size() + simdjson::SIMDJSON_PADDING;
    if (reading.padded.size() < needed)
        reading.padded.resize(needed);
    std::memcpy(reading.padded.data(), valid.data(), valid.size());
    std::memset(reading.padded.data() + valid.size(), 0, simdjson::SIMDJSON_PADDING);
    const simdjson::padded_string_view padded(reading.padded.data(), valid.size(), reading.padded.size());
    TextObject root;
    if (reading.parser.iterate(padded).get(reading.document) != simdjson::SUCCESS ||
        reading.document.get_object().get(root) != simdjson::SUCCESS)
        return failure(ErrorCode::UnexpectedShape, "the text is not an object");
    return root;
}

Expected<std::string_view> text(TextObject &object, std::string_view key)
{
    return member<std::string_view>(object, key, "text");
}

Expected<std::uint64_t> unsignedNumber(TextObject &object, std::string_view key)
{
    return member<std::uint64_t>(object, key, "a whole number");
}

Expected<TextObject> object(TextObject &object, std::string_view key)
{
    return member<TextObject>(object, key, "an object");
}

Expected<TextArray> array(TextObject &object, std::string_view key)
{
    return member<TextArray>(object, key, "a list");
}

Expected<std::string_view> numberText(TextValue value, std::string_view key)
{
    const std::string_view token = withoutSpace(value.raw_json_token());
    if (token.empty() || (token.front() != '-' && (token.front() < '0' || token.front() > '9')))
        return wrongShape(key, "a number");
    return token;
}

Expected<std::string_view> numberText(TextObject &object, std::string_view key)
{
    const auto value = member<TextValue>(object, key, "a number");
    if (!value)
        return Unexpected(value.error());
    return numberText(*value, key);
}

Expected<Price> positivePrice(std::string_view number, int decimals)
{
    auto price = parsePrice(number, decimals);
    if (price && price->raw() <= 0)
        return failure(ErrorCode::BadNumber, "price " + quoted(number) + " is not positive");
    return price;
}

Expected<Qty> notNegativeQty(std::string_view number, int decimals)
{
    auto qty = parseQty(number, decimals);
    if (qty && qty->raw() < 0)
        return failure(ErrorCode::NegativeQty, "quantity " + quoted(number) + " is negative");
    return qty;
}

} // namespace touchline::json
