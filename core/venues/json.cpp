// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/json.h"

namespace touchline::json {

namespace {

Unexpected<Error> wrongShape(std::string_view key, std::string_view wanted)
{
    return failure(
        ErrorCode::UnexpectedShape, "'" + std::string(key) + "' is missing or is not " + std::string(wanted));
}

template <class Value> Expected<Value> member(Object object, std::string_view key, std::string_view wanted)
{
    Value value;
    if (object.at_key(key).get(value) != simdjson::SUCCESS)
        return wrongShape(key, wanted);
    return value;
}

/// Cut between two characters of its UTF-8.
std::string_view beginning(std::string_view text, std::size_t longest)
{
    const auto goesOn = [text](std::size_t at) {
        return (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U;
    };
    if (text.size() <= longest)
        return text;
    while (longest > 0 && goesOn(longest))
        --longest;
    return text.substr(0, longest);
}

std::string number(std::string_view text)
{
    constexpr std::size_t longest = 40;
    return '\'' + std::string(beginning(text, longest)) + '\'';
}

Expected<Price> notNegativePrice(std::string_view text, int decimals)
{
    auto price = parsePrice(text, decimals);
    if (price && price->raw() < 0)
        return failure(ErrorCode::BadNumber, "price " + number(text) + " is negative");
    return price;
}

Expected<Qty> notNegativeQty(std::string_view text, int decimals)
{
    auto qty = parseQty(text, decimals);
    if (qty && qty->raw() < 0)
        return failure(ErrorCode::NegativeQty, "quantity " + number(text) + " is negative");
    return qty;
}

Expected<Level> level(Element entry, std::string_view key, Decimals decimals)
{
    std::string_view priceText;
    std::string_view qtyText;
    Array pair;
    if (entry.get(pair) != simdjson::SUCCESS || pair.at(0).get(priceText) != simdjson::SUCCESS ||
        pair.at(1).get(qtyText) != simdjson::SUCCESS)
        return wrongShape(key, "a list of [\"price\", \"quantity\"]");
    const auto price = notNegativePrice(priceText, decimals.price);
    if (!price)
        return Unexpected(price.error());
    const auto qty = notNegativeQty(qtyText, decimals.qty);
    if (!qty)
        return Unexpected(qty.error());
    if (price->isZero())
        return failure(ErrorCode::BadNumber, "price " + number(priceText) + " is not positive");
    return Level{*price, *qty};
}

/// What venues send nests five deep. The depth of the parser's stack does not depend on what comes.
constexpr std::size_t deepest = 32;
/// In bytes.
constexpr std::size_t longestSentence = 300;
/// Bytes of text. The room that a larger one took, many times its size, is given back with the next small
/// one.
constexpr std::size_t keptCapacity = std::size_t{1} << 20U;

simdjson::dom::parser shallowParser()
{
    constexpr std::size_t usualFrame = std::size_t{64} * 1024;
    simdjson::dom::parser parser;
    // Where there is no memory for it, the parse that follows says so.
    [[maybe_unused]] const auto error = parser.allocate(usualFrame, deepest);
    return parser;
}

} // namespace

Expected<Element> parse(std::string_view text)
{
    thread_local simdjson::dom::parser parser;
    if (parser.capacity() == 0 || (parser.capacity() > keptCapacity && text.size() <= keptCapacity))
        parser = shallowParser();
    Element document;
    if (const auto error = parser.parse(text.data(), text.size()).get(document); error != simdjson::SUCCESS)
        return failure(ErrorCode::BadJson, std::string("not valid JSON: ") + simdjson::error_message(error));
    return document;
}

Expected<Object> parseObject(std::string_view text, std::string_view what)
{
    const auto document = parse(text);
    if (!document)
        return Unexpected(document.error());
    Object object;
    if (document->get(object) != simdjson::SUCCESS)
        return failure(ErrorCode::UnexpectedShape, std::string(what) + " is not an object");
    return object;
}

bool has(Object object, std::string_view key)
{
    return object.at_key(key).error() == simdjson::SUCCESS;
}

Expected<std::string_view> text(Object object, std::string_view key)
{
    return member<std::string_view>(object, key, "text");
}

std::string sentence(Object object, std::string_view key)
{
    return std::string(beginning(text(object, key).value_or({}), longestSentence));
}

std::string sentenceIn(std::string_view text, std::initializer_list<std::string_view> keys)
{
    const auto object = parseObject(text, "it");
    std::string found;
    for (const std::string_view key : keys) {
        if (found.empty() && object)
            found = sentence(*object, key);
    }
    return found;
}

std::string sentences(Array array)
{
    std::string all;
    for (const Element element : array) {
        std::string_view text;
        if (element.get(text) == simdjson::SUCCESS)
            all += (all.empty() ? "" : ", ") + std::string(beginning(text, longestSentence));
    }
    return all;
}

Expected<std::uint64_t> unsignedNumber(Object object, std::string_view key)
{
    return member<std::uint64_t>(object, key, "a whole number");
}

Expected<bool> flag(Object object, std::string_view key)
{
    return member<bool>(object, key, "true or false");
}

Expected<Object> object(Object parent, std::string_view key)
{
    return member<Object>(parent, key, "an object");
}

Expected<Array> array(Object parent, std::string_view key)
{
    return member<Array>(parent, key, "a list");
}

Expected<Price> price(Object object, std::string_view key, int decimals)
{
    const auto value = text(object, key);
    if (!value)
        return Unexpected(value.error());
    return notNegativePrice(*value, decimals);
}

Expected<Qty> qty(Object object, std::string_view key, int decimals)
{
    const auto value = text(object, key);
    if (!value)
        return Unexpected(value.error());
    return notNegativeQty(*value, decimals);
}

Expected<void> readLevels(Object object, std::string_view key, Decimals decimals, std::vector<Level> &levels)
{
    const auto entries = array(object, key);
    if (!entries)
        return Unexpected(entries.error());
    levels.clear();
    for (const Element entry : *entries) {
        const auto parsed = level(entry, key, decimals);
        if (!parsed)
            return Unexpected(parsed.error());
        levels.push_back(*parsed);
    }
    return {};
}

} // namespace touchline::json
