// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/feedview.h"

#include <algorithm>
#include <array>
#include <utility>

namespace touchline {

namespace {

constexpr std::size_t maxCarriedTrades = 256;

constexpr std::array counterFields{
    &FeedCounters::frames,    &FeedCounters::bytes,     &FeedCounters::deltas,     &FeedCounters::stale,
    &FeedCounters::levels,    &FeedCounters::snapshots, &FeedCounters::trades,     &FeedCounters::quotes,
    &FeedCounters::gaps,      &FeedCounters::resyncs,   &FeedCounters::reconnects, &FeedCounters::handovers,
    &FeedCounters::malformed, &FeedCounters::dropped,   &FeedCounters::conflated};

} // namespace

std::string_view stateName(FeedState state)
{
    switch (state) {
    case FeedState::Connecting:
        return "connecting";
    case FeedState::Syncing:
        return "syncing";
    case FeedState::Live:
        return "live";
    case FeedState::Stale:
        return "stale";
    case FeedState::Resyncing:
        return "resyncing";
    case FeedState::Reconnecting:
        return "reconnecting";
    case FeedState::Failed:
        return "failed";
    case FeedState::Ended:
        return "ended";
    }
    return "failed";
}

FeedCounters &operator+=(FeedCounters &sum, const FeedCounters &other)
{
    for (const auto field : counterFields)
        sum.*field += other.*field;
    return sum;
}

FeedCounters operator-(const FeedCounters &now, const FeedCounters &earlier)
{
    FeedCounters difference;
    for (const auto field : counterFields)
        difference.*field = now.*field - earlier.*field;
    return difference;
}

Continuity continuityOf(const BookRules &rules)
{
    if (rules.chain != Chain::None)
        return Continuity::UpdateIds;
    return rules.countsFrames ? Continuity::MessageNumbers : Continuity::Nothing;
}

std::string_view integrityMethodName(IntegrityMethod method)
{
    switch (method) {
    case IntegrityMethod::Sequence:
        return "sequence";
    case IntegrityMethod::Checksum:
        return "checksum";
    case IntegrityMethod::Audit:
        return "audit";
    }
    return "sequence";
}

void inheritUnseen(FeedView &newer, FeedView &&unseen)
{
    newer.counters.conflated = std::max(newer.counters.conflated, unseen.counters.conflated) + 1;
    if (unseen.times.isOfMessage())
        newer.times = unseen.times;
    inheritNews(newer, std::move(unseen));
}

void inheritNews(FeedView &newer, FeedView &&before)
{
    if (newer.spreadRange && before.spreadRange) {
        newer.spreadRange->lowest = std::min(newer.spreadRange->lowest, before.spreadRange->lowest);
        newer.spreadRange->highest = std::max(newer.spreadRange->highest, before.spreadRange->highest);
    } else if (!newer.spreadRange) {
        newer.spreadRange = before.spreadRange;
    }
    before.trades.insert(before.trades.end(), newer.trades.begin(), newer.trades.end());
    newer.trades = std::move(before.trades);
    if (newer.trades.size() > maxCarriedTrades)
        newer.trades.erase(newer.trades.begin(), newer.trades.end() - maxCarriedTrades);
}

} // namespace touchline
