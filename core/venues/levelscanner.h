// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/digest.h"
#include "book/level.h"

#include <string_view>
#include <vector>

namespace touchline {

/// `["61837.63","0.5"]`: how a venue writes a level. The first character of `between` ends the price, that of
/// `close` the quantity. Another venue's form is one more such struct, named in each path's list at its end.
struct TextPair {
    static constexpr std::string_view open = R"([")";
    static constexpr std::string_view between = R"(",")";
    static constexpr std::string_view close = R"("])";
    static constexpr bool isJsonNumber = false;
};

/// `[61837.63,0.5]`, with numbers as JSON has them: no zero in front of another digit.
struct NumberPair {
    static constexpr std::string_view open = "[";
    static constexpr std::string_view between = ",";
    static constexpr std::string_view close = "]";
    static constexpr bool isJsonNumber = true;
};

/// The same scanner for different processors; all accept the same texts and give the same values.
enum class ScanPath { Portable, Sse41 };

/// False if this build or this processor does not have the path.
[[nodiscard]] bool runsHere(ScanPath path);

/// Reads the list of levels that begins with the first character of `text` and may end anywhere in it. Only
/// bytes of `text` are read. Returns where the text goes on after the list.
///
/// Null for everything but plain decimals without white space between the form's marks, for a price of zero,
/// a digit other than zero beyond `decimals`, and numbers beyond int64: that is for the strict parser to
/// judge. `out` is replaced and keeps its capacity; after null its content means nothing.
template <class Form>
[[nodiscard]] const char *scanLevels(std::string_view text, Decimals decimals, std::vector<Level> &out);

template <class Form>
[[nodiscard]] const char *scanLevels(
    ScanPath path, std::string_view text, Decimals decimals, std::vector<Level> &out);

} // namespace touchline
