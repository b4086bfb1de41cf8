// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/barcolumns.h"

#include <algorithm>
#include <cmath>

namespace touchline {

std::vector<BarColumn> barColumns(std::span<const PlotBar> bars, int width)
{
    std::vector<BarColumn> columns(static_cast<std::size_t>(std::max(0, width)));
    for (const PlotBar &bar : bars) {
        if (bar.to <= 0.0 || bar.from >= 1.0)
            continue;
        const int first = std::max(0, static_cast<int>(std::floor(bar.from * width)));
        const int last = std::min(width - 1, static_cast<int>(std::ceil(bar.to * width)) - 1);
        for (int x = first; x <= std::max(first, last) && x < width; ++x) {
            BarColumn &column = columns[static_cast<std::size_t>(x)];
            const bool isFirst = column.isEmpty();
            column.low = isFirst ? bar.low : std::min(column.low, bar.low);
            column.high = isFirst ? bar.high : std::max(column.high, bar.high);
        }
    }
    return columns;
}

} // namespace touchline
