// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ladder/laddertext.h"

#include <optional>

namespace touchline {

struct ColumnRange {
    LadderColumn first;
    LadderColumn last;

    bool operator==(const ColumnRange &) const = default;
};

/// The columns in which two rows look different, or none.
[[nodiscard]] std::optional<ColumnRange> changedColumns(const LadderRow &before, const LadderRow &after);

} // namespace touchline
