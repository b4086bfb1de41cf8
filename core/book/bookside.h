// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/level.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace touchline {

/// The levels of one side, best first to the reader. Prices are unique, quantities positive.
class BookSide {
public:
    explicit BookSide(Side side) : m_side(side) {}

    [[nodiscard]] Side side() const { return m_side; }
    [[nodiscard]] std::size_t size() const { return m_levels.size(); }
    [[nodiscard]] std::optional<Level> best() const;
    [[nodiscard]] Qty qtyAt(Price price) const;

    /// The best `count` levels, best first.
    void copyBest(std::size_t count, std::vector<Level> &out) const;

    /// Calls `visit(level)` from best to worst while it returns true.
    template <class Visit> void visitBestFirst(Visit &&visit) const
    {
        for (auto at = m_levels.rbegin(); at != m_levels.rend() && visit(*at); ++at) {
        }
    }

    /// Sets the quantity at a price; zero removes, and removing what is not there is silent.
    void set(Level level);

    /// Replaces everything; `levels` in any order. False, and the side empty, if a price occurs twice.
    [[nodiscard]] bool load(std::span<const Level> levels);

    void clear() { m_levels.clear(); }

    bool operator==(const BookSide &) const = default;

private:
    Side m_side;
    // Worst first, so that changes near the touch move few levels.
    std::vector<Level> m_levels;
};

} // namespace touchline
