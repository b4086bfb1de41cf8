// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/level.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace touchline {

/// Levels at any prices, sorted best first, in short sorted runs: a search goes through the last prices of
/// the runs, then through one run, and a change moves levels in one run only.
class FarLevels {
public:
    explicit FarLevels(Side side) : m_side(side) {}

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }

    /// Only if there is one.
    [[nodiscard]] Level best() const { return levelOf(*m_runs.front(), 0); }

    /// Only if there is one.
    [[nodiscard]] Level worst() const { return levelOf(*m_runs.back(), m_runs.back()->size - 1); }

    [[nodiscard]] Qty qtyAt(Price price) const;

    /// Sets the quantity at a price; zero removes.
    void set(Level level);

    /// Replaces everything. `bestFirst` is sorted, holds no price twice and no quantity of zero.
    void assign(std::span<const Level> bestFirst);

    void clear();

    /// Calls `visit(level)` from best to worst while it returns true. False if it was stopped.
    template <class Visit> bool visit(Visit &&visit) const { return visitPlaces({0, 0}, visit); }

    /// The same from the first level on that is not better than `from`.
    template <class Visit> bool visitFrom(Price from, Visit &&visit) const
    {
        return isEmpty() || visitPlaces(find(rankOf(m_side, from.raw())), visit);
    }

private:
    static constexpr std::size_t runLength = 64;
    /// What a processor fetches from memory at once.
    static constexpr std::size_t lineBytes = 64;

    /// Levels by rank, so that a search only compares numbers. Ranks behind the last one are the largest
    /// number there is: none is before any other.
    struct Run {
        Run() { ranks.fill(std::numeric_limits<std::int64_t>::max()); }

        alignas(lineBytes) std::array<std::int64_t, runLength> ranks;
        std::array<Qty, runLength> qtys;
        std::size_t size = 0;

        /// How many levels are better than `rank`.
        [[nodiscard]] std::size_t countBefore(std::int64_t rank) const;
        [[nodiscard]] std::int64_t lastRank() const { return ranks[size - 1]; }

        void insert(std::size_t at, std::int64_t rank, Qty qty);
        void remove(std::size_t at);
        /// Appends the levels of another run from `first` on.
        void append(const Run &other, std::size_t first);
        /// Keeps the first ones.
        void truncate(std::size_t count);
    };

    struct Place {
        std::size_t run;
        std::size_t level;
    };

    [[nodiscard]] Level levelOf(const Run &run, std::size_t at) const
    {
        return Level{Price(rankOf(m_side, run.ranks[at])), run.qtys[at]};
    }

    template <class Visit> bool visitPlaces(Place place, Visit &&visit) const
    {
        for (; place.run < m_runs.size(); ++place.run, place.level = 0) {
            const Run &run = *m_runs[place.run];
            for (; place.level < run.size; ++place.level) {
                if (!visit(levelOf(run, place.level)))
                    return false;
            }
        }
        return true;
    }

    /// Where a rank is, or would have to go. There is at least one run.
    [[nodiscard]] Place find(std::int64_t rank) const;
    [[nodiscard]] bool isAt(Place place, std::int64_t rank) const;

    void insert(Place place, std::int64_t rank, Qty qty);
    void remove(Place place);
    void noteLastRank(std::size_t at);
    void addRun(std::size_t at);
    void removeRun(std::size_t at);
    void split(std::size_t at);
    void joinWithNext(std::size_t at);

    Side m_side;
    std::size_t m_size = 0;
    std::vector<std::int64_t> m_lastRanks; ///< of the worst level in each run
    std::vector<std::unique_ptr<Run>> m_runs;
    std::vector<std::unique_ptr<Run>> m_spare; ///< emptied runs, for the next ones
};

} // namespace touchline
