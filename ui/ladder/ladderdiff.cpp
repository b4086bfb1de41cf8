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

bool sizeDiffers(const LadderCell &a, const LadderCell &b)
{
    return a.qty != b.qty || a.bar != b.bar || a.flash != b.flash;
}

} // namespace

std::optional<ColumnRange> changedColumns(const LadderRow &before, const LadderRow &after)
{
    if (before.kind != after.kind || before.price != after.price || before.isBest != after.isBest ||
        before.isCarried != after.isCarried || before.beyond != after.beyond || before.isEdge != after.isEdge)
        return ColumnRange{LadderColumn::BidTotal, LadderColumn::AskTotal};
    const std::array<bool, ladderColumns> changed{
        totalDiffers(before.bid, after.bid), sizeDiffers(before.bid, after.bid),
        before.lastTrade != after.lastTrade, sizeDiffers(before.ask, after.ask),
        totalDiffers(before.ask, after.ask)};
    const auto first = std::find(changed.begin(), changed.end(), true);
    if (first == changed.end())
        return std::nullopt;
    const auto last = std::find(changed.rbegin(), changed.rend(), true);
    return ColumnRange{
        static_cast<LadderColumn>(first - changed.begin()),
        static_cast<LadderColumn>(changed.rend() - last - 1)};
}

} // namespace touchline
