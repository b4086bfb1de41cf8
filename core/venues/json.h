// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "book/digest.h"
#include "book/level.h"

#include <cstdint>
#include <initializer_list>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <vector>

namespace touchline::json {

using Element = simdjson::dom::element;
using Object = simdjson::dom::object;
using Array = simdjson::dom::array;

/// Parses one document strictly. BadJson also for one that nests deeper than 32 levels. The result is valid
/// until the next parse on the same thread.
[[nodiscard]] Expected<Element> parse(std::string_view text);
/// The same; UnexpectedShape says that `what` is not an object.
[[nodiscard]] Expected<Object> parseObject(std::string_view text, std::string_view what);

[[nodiscard]] bool has(Object object, std::string_view key);

/// Members by type; UnexpectedShape names the member when it is missing or of another type.
[[nodiscard]] Expected<std::string_view> text(Object object, std::string_view key);
/// A sentence for people, 300 bytes of it at most; empty if it is missing.
[[nodiscard]] std::string sentence(Object object, std::string_view key);
/// The first of these sentences that an object in `text` has; empty if there is none.
[[nodiscard]] std::string sentenceIn(std::string_view text, std::initializer_list<std::string_view> keys);
/// All sentences of a list, with commas between them.
[[nodiscard]] std::string sentences(Array array);
[[nodiscard]] Expected<std::uint64_t> unsignedNumber(Object object, std::string_view key);
[[nodiscard]] Expected<bool> flag(Object object, std::string_view key);
[[nodiscard]] Expected<Object> object(Object object, std::string_view key);
[[nodiscard]] Expected<Array> array(Object object, std::string_view key);

/// Decimal text members; BadNumber and NegativeQty for negative ones.
[[nodiscard]] Expected<Price> price(Object object, std::string_view key, int decimals);
[[nodiscard]] Expected<Qty> qty(Object object, std::string_view key, int decimals);

/// An array of ["price", "qty", ...] entries. The price must be positive, the quantity not negative.
/// Replaces what `levels` held.
[[nodiscard]] Expected<void> readLevels(
    Object object, std::string_view key, Decimals decimals, std::vector<Level> &levels);

} // namespace touchline::json
