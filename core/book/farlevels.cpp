// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/farlevels.h"

#include <algorithm>

namespace touchline {

namespace {

/// How many of `count` rising ranks are smaller than `rank`. Compiles to conditional moves: no step of a
/// search in a book can be predicted.
template <class RankAt> std::size_t countBefore(std::int64_t rank, std::size_t count, RankAt rankAt)
{
    if (count == 0)
        return 0;
    std::size_t before = 0;
    for (; count > 1; count -= count / 2)
        before += rankAt(before + count / 2 - 1) < rank ? count / 2 : 0;
    return before + (rankAt(before) < rank ? 1 : 0);
}

} // namespace

FarLevels::Place FarLevels::find(std::int64_t rank) const
{
    const std::size_t before =
        countBefore(rank, m_lastRanks.size() - 1, [this](std::size_t at) { return m_lastRanks[at]; });
    const Run &run = *m_runs[before];
    const std::size_t level =
        countBefore(rank, run.size, [&run](std::size_t at) { return run.levels[at].rank; });
    return {before, level};
}

bool FarLevels::isAt(Place place, std::int64_t rank) const
{
    const Run &run = *m_runs[place.run];
    return place.level < run.size && run.levels[place.level].rank == rank;
}

Qty FarLevels::qtyAt(Price price) const
{
    if (isEmpty())
        return Qty{};
    const std::int64_t rank = rankOf(m_side, price.raw());
    const Place place = find(rank);
    return isAt(place, rank) ? m_runs[place.run]->levels[place.level].qty : Qty{};
}

void FarLevels::set(Level level)
{
    if (m_runs.empty()) {
        if (level.qty.isZero())
            return;
        addRun(0);
    }
    const Ranked ranked = rankedOf(level);
    const Place place = find(ranked.rank);
    const bool held = isAt(place, ranked.rank);
    if (!level.qty.isZero() && held)
        m_runs[place.run]->levels[place.level].qty = level.qty;
    else if (!level.qty.isZero())
        insert(place, ranked);
    else if (held)
        remove(place);
}

void FarLevels::assign(std::span<const Level> bestFirst)
{
    constexpr std::size_t filled = runLength * 3 / 4;
    clear();
    m_size = bestFirst.size();
    while (!bestFirst.empty()) {
        const auto part = bestFirst.first(std::min(filled, bestFirst.size()));
        bestFirst = bestFirst.subspan(part.size());
        addRun(m_runs.size());
        std::transform(part.begin(), part.end(), m_runs.back()->levels.begin(), [this](const Level &level) {
            return rankedOf(level);
        });
        m_runs.back()->size = part.size();
        noteLastRank(m_runs.size() - 1);
    }
}

void FarLevels::clear()
{
    while (!m_runs.empty())
        removeRun(m_runs.size() - 1);
    m_size = 0;
}

void FarLevels::insert(Place place, Ranked level)
{
    if (m_runs[place.run]->size == runLength) {
        split(place.run);
        const std::size_t left = m_runs[place.run]->size;
        if (place.level > left)
            place = {place.run + 1, place.level - left};
    }
    Run &run = *m_runs[place.run];
    const auto at = run.levels.begin() + static_cast<std::ptrdiff_t>(place.level);
    const auto end = run.levels.begin() + static_cast<std::ptrdiff_t>(run.size);
    std::copy_backward(at, end, end + 1);
    *at = level;
    ++run.size;
    ++m_size;
    noteLastRank(place.run);
}

void FarLevels::remove(Place place)
{
    Run &run = *m_runs[place.run];
    const auto at = run.levels.begin() + static_cast<std::ptrdiff_t>(place.level);
    std::copy(at + 1, run.levels.begin() + static_cast<std::ptrdiff_t>(run.size), at);
    --run.size;
    --m_size;
    if (run.size == 0) {
        removeRun(place.run);
        return;
    }
    noteLastRank(place.run);
    joinWithNext(place.run);
    if (place.run > 0)
        joinWithNext(place.run - 1);
}

void FarLevels::noteLastRank(std::size_t at)
{
    const Run &run = *m_runs[at];
    m_lastRanks[at] = run.levels[run.size - 1].rank;
}

void FarLevels::addRun(std::size_t at)
{
    std::unique_ptr<Run> run;
    if (m_spare.empty()) {
        run = std::make_unique<Run>();
    } else {
        run = std::move(m_spare.back());
        m_spare.pop_back();
    }
    const auto offset = static_cast<std::ptrdiff_t>(at);
    m_runs.insert(m_runs.begin() + offset, std::move(run));
    m_lastRanks.insert(m_lastRanks.begin() + offset, 0);
}

void FarLevels::removeRun(std::size_t at)
{
    constexpr std::size_t mostSpare = 4;
    const auto offset = static_cast<std::ptrdiff_t>(at);
    if (m_spare.size() < mostSpare) {
        m_runs[at]->size = 0;
        m_spare.push_back(std::move(m_runs[at]));
    }
    m_runs.erase(m_runs.begin() + offset);
    m_lastRanks.erase(m_lastRanks.begin() + offset);
}

/// A full run becomes two half ones.
void FarLevels::split(std::size_t at)
{
    constexpr std::ptrdiff_t kept = runLength / 2;
    addRun(at + 1);
    Run &from = *m_runs[at];
    Run &to = *m_runs[at + 1];
    std::copy(from.levels.begin() + kept, from.levels.end(), to.levels.begin());
    to.size = runLength - kept;
    from.size = kept;
    noteLastRank(at);
    noteLastRank(at + 1);
}

/// Two runs that have become short become one, so that few levels never hold much memory. A half full run at
/// most: the next insertions must not split it again at once.
void FarLevels::joinWithNext(std::size_t at)
{
    if (at + 1 >= m_runs.size() || m_runs[at]->size + m_runs[at + 1]->size > runLength / 2)
        return;
    Run &to = *m_runs[at];
    const Run &from = *m_runs[at + 1];
    const auto end = to.levels.begin() + static_cast<std::ptrdiff_t>(to.size);
    std::copy(from.levels.begin(), from.levels.begin() + static_cast<std::ptrdiff_t>(from.size), end);
    to.size += from.size;
    noteLastRank(at);
    removeRun(at + 1);
}

} // namespace touchline
