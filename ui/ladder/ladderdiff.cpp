// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/ladderdiff.h"

#include <algorithm>
#include <array>

namespace touchline {

namespace {

bool totalDiffers(const LadderCell &a, const LadderCell &b)
{
    return a.total != b.total || a.totalBar != b.totalBar || a.qty.isZero() != b.qty.isZero();
}

enum class Difference { None, FlashAlone, Any };

bool isDifference(Difference difference)
{
    return difference != Difference::None;
}

Difference anyIf(bool differs)
{
    return differs ? Difference::Any : Difference::None;
}

Difference sizeDifference(const LadderCell &a, const LadderCell &b)
{
    if (a.qty != b.qty || a.bar != b.bar)
        return Difference::Any;
    return a.flash == b.flash ? Difference::None : Difference::FlashAlone;
}

} // namespace

std::vector<ColumnRange> changedColumns(const LadderRow &before, const LadderRow &after)
{
    if (before.kind != after.kind || before.price != after.price || before.isBest != after.isBest ||
        before.isCarried != after.isCarried || before.beyond != after.beyond || before.isEdge != after.isEdge)
        return {ColumnRange{LadderColumn::BidTotal, LadderColumn::AskTotal}};
    const std::array<Difference, ladderColumns> differences{
        anyIf(totalDiffers(before.bid, after.bid)), sizeDifference(before.bid, after.bid),
        anyIf(before.lastTrade != after.lastTrade), sizeDifference(before.ask, after.ask),
        anyIf(totalDiffers(before.ask, after.ask))};
    std::vector<ColumnRange> ranges;
    auto at = differences.begin();
    while ((at = std::find_if(at, differences.end(), isDifference)) != differences.end()) {
        const auto end = std::find_if(at, differences.end(), [at](Difference other) { return other != *at; });
        ranges.push_back(
            {static_cast<LadderColumn>(at - differences.begin()),
             static_cast<LadderColumn>(end - differences.begin() - 1), *at == Difference::FlashAlone});
        at = end;
    }
    return ranges;
}

} // namespace touchline
