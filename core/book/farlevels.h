// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/level.h"

#include <array>
#include <cstddef>
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
    [[nodiscard]] Level best() const { return levelOf(m_runs.front()->levels.front()); }

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

    /// A level by its rank, so that a search only compares numbers.
    struct Ranked {
        std::int64_t rank = 0;
        Qty qty;
    };

    struct Run {
        std::size_t size = 0;
        std::array<Ranked, runLength> levels;
    };

    struct Place {
        std::size_t run;
        std::size_t level;
    };

    [[nodiscard]] Level levelOf(const Ranked &ranked) const
    {
        return Level{Price(rankOf(m_side, ranked.rank)), ranked.qty};
    }

    [[nodiscard]] Ranked rankedOf(const Level &level) const
    {
        return Ranked{rankOf(m_side, level.price.raw()), level.qty};
    }

    template <class Visit> bool visitPlaces(Place place, Visit &&visit) const
    {
        for (; place.run < m_runs.size(); ++place.run, place.level = 0) {
            const Run &run = *m_runs[place.run];
            for (; place.level < run.size; ++place.level) {
                if (!visit(levelOf(run.levels[place.level])))
                    return false;
            }
        }
        return true;
    }

    /// Where a rank is, or would have to go. There is at least one run.
    [[nodiscard]] Place find(std::int64_t rank) const;
    [[nodiscard]] bool isAt(Place place, std::int64_t rank) const;

    void insert(Place place, Ranked level);
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
