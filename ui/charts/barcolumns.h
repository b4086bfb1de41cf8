// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotparts.h"

#include <span>
#include <vector>

namespace touchline {

/// What the bars that touch one column of pixels cover together, in unit heights.
struct BarColumn {
    double low = 0.0;
    double high = 0.0;

    [[nodiscard]] bool isEmpty() const { return high <= low; }
};

/// Bars as columns of whole pixels. However narrow a bar is, it is in a column: none is lost between two
/// pixels. Qt fills a polygon of so many corners a hundred times slower.
[[nodiscard]] std::vector<BarColumn> barColumns(std::span<const PlotBar> bars, int width);

} // namespace touchline
