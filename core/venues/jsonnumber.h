// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "venues/json.h"

#include <string_view>

/// JSON of which the numbers keep their text: json::parse makes doubles of them, which hold fewer digits than
/// some venues print.
namespace touchline::json {

using TextValue = simdjson::ondemand::value;
using TextObject = simdjson::ondemand::object;
using TextArray = simdjson::ondemand::array;

/// Reads a document once more that parse() has found valid: what nobody asks for is not looked at this time.
/// UnexpectedShape if it is not an object. The result is valid until the next call on the same thread.
[[nodiscard]] Expected<TextObject> readAsText(std::string_view valid);

/// Members by type; UnexpectedShape names the member when it is missing or of another type.
[[nodiscard]] Expected<std::string_view> text(TextObject &object, std::string_view key);
[[nodiscard]] Expected<std::uint64_t> unsignedNumber(TextObject &object, std::string_view key);
[[nodiscard]] Expected<TextObject> object(TextObject &object, std::string_view key);
[[nodiscard]] Expected<TextArray> array(TextObject &object, std::string_view key);

/// The digits of a number as they were sent; UnexpectedShape for anything else.
[[nodiscard]] Expected<std::string_view> numberText(TextValue value, std::string_view key);
[[nodiscard]] Expected<std::string_view> numberText(TextObject &object, std::string_view key);

/// From the text of a number, which may have an exponent. BadNumber unless the price is positive,
/// NegativeQty, and the errors of parseDecimal().
[[nodiscard]] Expected<Price> positivePrice(std::string_view number, int decimals);
[[nodiscard]] Expected<Qty> notNegativeQty(std::string_view number, int decimals);

} // namespace touchline::json
