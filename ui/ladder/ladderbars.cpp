// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/ladderbars.h"

#include <algorithm>

namespace touchline {

namespace {

void adapt(std::int64_t &full, std::int64_t largest)
{
    if (largest > full || largest < full / 3)
        full = saturatingAdd(largest, largest / 4);
}

std::uint8_t fraction(Qty qty, std::int64_t full)
{
    if (full <= 0)
        return 0;
    return static_cast<std::uint8_t>(static_cast<double>(qty.raw()) / static_cast<double>(full) * 255.0);
}

} // namespace

void LadderBars::apply(std::vector<LadderRow> &rows)
{
    std::int64_t size = 0;
    std::int64_t total = 0;
    for (const LadderRow &row : rows) {
        size = std::max({size, row.bid.qty.raw(), row.ask.qty.raw()});
        total = std::max({total, row.bid.total.raw(), row.ask.total.raw()});
    }
    adapt(m_fullSize, size);
    adapt(m_fullTotal, total);
    for (LadderRow &row : rows) {
        for (LadderCell *cell : {&row.bid, &row.ask}) {
            cell->bar = fraction(cell->qty, m_fullSize);
            cell->totalBar = fraction(cell->total, m_fullTotal);
        }
    }
}

} // namespace touchline
