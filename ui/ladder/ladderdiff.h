// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ladder/laddertext.h"

#include <vector>

namespace touchline {

/// Neighbouring columns.
struct ColumnRange {
    LadderColumn first;
    LadderColumn last;
    bool isFlashAlone = false; ///< all else looks as before

    bool operator==(const ColumnRange &) const = default;
};

/// The columns in which two rows look different, from left to right.
[[nodiscard]] std::vector<ColumnRange> changedColumns(const LadderRow &before, const LadderRow &after);

} // namespace touchline
