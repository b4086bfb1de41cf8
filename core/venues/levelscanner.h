// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/digest.h"
#include "book/level.h"

#include <string_view>
#include <vector>

namespace touchline {

/// `[["61837.63","0.5"],["61837.62","0"]]`: what stands before the first price of a list, between the numbers
/// of a level, behind a quantity if another level follows, and if none does. A number is over where the first
/// character of what follows it comes. Another venue's form is one more such struct, named in each path's
/// list of forms.
struct TextPair {
    static constexpr std::string_view first = R"([[")";
    static constexpr std::string_view between = R"(",")";
    static constexpr std::string_view next = R"("],[")";
    static constexpr std::string_view last = R"("]])";
    static constexpr bool isJsonNumber = false;
};

/// `[[61837.63,0.5],[61837.62,0]]`, with numbers as JSON has them: no zero in front of another digit.
struct NumberPair {
    static constexpr std::string_view first = "[[";
    static constexpr std::string_view between = ",";
    static constexpr std::string_view next = "],[";
    static constexpr std::string_view last = "]]";
    static constexpr bool isJsonNumber = true;
};

/// What scanLevels() has read.
struct LevelScan {
    const char *end = nullptr; ///< where the text goes on after the list; null: it was not read
    bool isBestFirst = false;  ///< each price is worse than the one before: none is there twice

    bool operator==(const LevelScan &) const = default;
};

/// The same scanner for different processors; all accept the same texts and give the same values.
enum class ScanPath { Portable, Sse41 };

/// False if this build or this processor does not have the path.
[[nodiscard]] bool runsHere(ScanPath path);

/// Reads the list of levels that begins with the first character of `text` and may end anywhere in it. Only
/// bytes of `text` are read.
///
/// Not read is everything but plain decimals without white space between the form's marks, for a price of
/// zero, a digit other than zero beyond `decimals`, and numbers beyond int64: that is for the strict parser
/// to judge. `out` is replaced and keeps its capacity; if the list is not read its content means nothing.
template <class Form>
[[nodiscard]] LevelScan scanLevels(
    std::string_view text, Side side, Decimals decimals, std::vector<Level> &out);

template <class Form>
[[nodiscard]] LevelScan scanLevels(
    ScanPath path, std::string_view text, Side side, Decimals decimals, std::vector<Level> &out);

} // namespace touchline
