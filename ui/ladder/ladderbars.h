// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ladder/ladderlayout.h"

#include <cstdint>
#include <vector>

namespace touchline {

/// Sets the bar fractions of rows against the largest quantity shown. The scale follows growth at once and
/// shrinkage only when all bars have become short: bars must not pump.
class LadderBars {
public:
    void apply(std::vector<LadderRow> &rows);

private:
    std::int64_t m_fullSize = 0;
    std::int64_t m_fullTotal = 0;
};

} // namespace touchline
