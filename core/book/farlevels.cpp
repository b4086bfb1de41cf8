// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/farlevels.h"

#include <algorithm>

namespace touchline {

namespace {

/// How many of `count` rising ranks are smaller than `rank`. Compiles to conditional moves: no step of a
/// search in a book can be predicted.
template <class RankAt> std::size_t countRanksBefore(std::int64_t rank, std::size_t count, RankAt rankAt)
{
    if (count == 0)
        return 0;
    std::size_t before = 0;
    for (; count > 1; count -= count / 2)
        before += rankAt(before + count / 2 - 1) < rank ? count / 2 : 0;
    return before + (rankAt(before) < rank ? 1 : 0);
}

/// Calls memory into the processor's cache that will be read soon.
void prefetch([[maybe_unused]] const void *at)
{
#if defined(__GNUC__)
    __builtin_prefetch(at);
#endif
}

} // namespace

/// Each step of the search waits for the memory of the one before, unless all of it was asked for at once.
std::size_t FarLevels::Run::countBefore(std::int64_t rank) const
{
    for (std::size_t at = 0; at < runLength; at += lineBytes / sizeof(std::int64_t))
        prefetch(&ranks[at]);
    return countRanksBefore(rank, runLength, [this](std::size_t at) { return ranks[at]; });
}

void FarLevels::Run::insert(std::size_t at, std::int64_t rank, Qty qty)
{
    std::copy_backward(ranks.data() + at, ranks.data() + size, ranks.data() + size + 1);
    std::copy_backward(qtys.data() + at, qtys.data() + size, qtys.data() + size + 1);
    ranks[at] = rank;
    qtys[at] = qty;
    ++size;
}

void FarLevels::Run::remove(std::size_t at)
{
    std::copy(ranks.data() + at + 1, ranks.data() + size, ranks.data() + at);
    std::copy(qtys.data() + at + 1, qtys.data() + size, qtys.data() + at);
    truncate(size - 1);
}

void FarLevels::Run::append(const Run &other, std::size_t first)
{
    std::copy(other.ranks.data() + first, other.ranks.data() + other.size, ranks.data() + size);
    std::copy(other.qtys.data() + first, other.qtys.data() + other.size, qtys.data() + size);
    size += other.size - first;
}

void FarLevels::Run::truncate(std::size_t count)
{
    std::fill(ranks.data() + count, ranks.data() + size, std::numeric_limits<std::int64_t>::max());
    size = count;
}

FarLevels::Place FarLevels::find(std::int64_t rank) const
{
    const std::size_t before =
        countRanksBefore(rank, m_lastRanks.size() - 1, [this](std::size_t at) { return m_lastRanks[at]; });
    return {before, m_runs[before]->countBefore(rank)};
}

bool FarLevels::isAt(Place place, std::int64_t rank) const
{
    const Run &run = *m_runs[place.run];
    return place.level < run.size && run.ranks[place.level] == rank;
}

Qty FarLevels::qtyAt(Price price) const
{
    if (isEmpty())
        return Qty{};
    const std::int64_t rank = rankOf(m_side, price.raw());
    const Place place = find(rank);
    return isAt(place, rank) ? m_runs[place.run]->qtys[place.level] : Qty{};
}

void FarLevels::set(Level level)
{
    if (m_runs.empty()) {
        if (level.qty.isZero())
            return;
        addRun(0);
    }
    const std::int64_t rank = rankOf(m_side, level.price.raw());
    const Place place = find(rank);
    const bool held = isAt(place, rank);
    if (!level.qty.isZero() && held)
        m_runs[place.run]->qtys[place.level] = level.qty;
    else if (!level.qty.isZero())
        insert(place, rank, level.qty);
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
        Run &run = *m_runs.back();
        for (const Level &level : part) {
            run.ranks[run.size] = rankOf(m_side, level.price.raw());
            run.qtys[run.size++] = level.qty;
        }
        noteLastRank(m_runs.size() - 1);
    }
}

void FarLevels::clear()
{
    while (!m_runs.empty())
        removeRun(m_runs.size() - 1);
    m_size = 0;
}

void FarLevels::insert(Place place, std::int64_t rank, Qty qty)
{
    if (m_runs[place.run]->size == runLength) {
        split(place.run);
        const std::size_t left = m_runs[place.run]->size;
        if (place.level > left)
            place = {place.run + 1, place.level - left};
    }
    m_runs[place.run]->insert(place.level, rank, qty);
    ++m_size;
    noteLastRank(place.run);
}

void FarLevels::remove(Place place)
{
    Run &run = *m_runs[place.run];
    run.remove(place.level);
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
    m_lastRanks[at] = m_runs[at]->lastRank();
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
        m_runs[at]->truncate(0);
        m_spare.push_back(std::move(m_runs[at]));
    }
    m_runs.erase(m_runs.begin() + offset);
    m_lastRanks.erase(m_lastRanks.begin() + offset);
}

/// A full run becomes two half ones.
void FarLevels::split(std::size_t at)
{
    constexpr std::size_t kept = runLength / 2;
    addRun(at + 1);
    m_runs[at + 1]->append(*m_runs[at], kept);
    m_runs[at]->truncate(kept);
    noteLastRank(at);
    noteLastRank(at + 1);
}

/// Two runs that have become short become one, so that few levels never hold much memory. A half full run at
/// most: the next insertions must not split it again at once.
void FarLevels::joinWithNext(std::size_t at)
{
    if (at + 1 >= m_runs.size() || m_runs[at]->size + m_runs[at + 1]->size > runLength / 2)
        return;
    m_runs[at]->append(*m_runs[at + 1], 0);
    noteLastRank(at);
    removeRun(at + 1);
}

} // namespace touchline
