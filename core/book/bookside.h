// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/farlevels.h"
#include "book/level.h"
#include "book/pricewindow.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace touchline {

/// The levels of one side, best first to the reader. Prices are unique, quantities positive.
///
/// The levels around the touch stand in a window that is indexed by price, the others in two sorted lists:
/// all levels ahead of the window are better than those in it, all behind it are worse, and one that is
/// neither lies on the grid of the window. The side finds its grid in the levels themselves, because ticks
/// are not always known and venues change them: the coarsest one on which the levels near the touch lie.
///
/// The window does not follow the market at once. An update outside of it costs more than one inside, and
/// when there have been as many as moving all levels is worth, the window is opened anew around the best
/// level. So nothing that a market does, and nothing that somebody does to it, makes an update expensive
/// on average.
class BookSide {
public:
    explicit BookSide(Side side) : m_side(side), m_ahead(side), m_behind(side) {}

    /// A copy keeps its levels in little memory until it is updated.
    BookSide(const BookSide &other);
    BookSide &operator=(const BookSide &other);
    BookSide(BookSide &&) = default;
    BookSide &operator=(BookSide &&) = default;
    ~BookSide() = default;

    [[nodiscard]] Side side() const { return m_side; }
    [[nodiscard]] std::size_t size() const { return m_ahead.size() + m_window.size() + m_behind.size(); }
    [[nodiscard]] bool isEmpty() const
    {
        return m_window.size() == 0 && m_ahead.isEmpty() && m_behind.isEmpty();
    }
    [[nodiscard]] Qty qtyAt(Price price) const;

    [[nodiscard]] std::optional<Level> best() const
    {
        if (!m_ahead.isEmpty())
            return m_ahead.best();
        if (m_window.size() > 0)
            return m_window.levelAt(m_window.bestSlot());
        if (!m_behind.isEmpty())
            return m_behind.best();
        return std::nullopt;
    }

    /// Only if there is one.
    [[nodiscard]] Price bestPrice() const
    {
        if (m_ahead.isEmpty() && m_window.size() > 0) [[likely]]
            return m_window.grid().priceAt(m_window.bestSlot());
        return best()->price;
    }

    [[nodiscard]] std::optional<Price> worstPrice() const;

    /// The sum of the quantities from the best level to `worst`, both included; stops at the largest int64.
    [[nodiscard]] Qty qtyUpTo(Price worst) const;

    /// The best `count` levels, best first.
    void copyBest(std::size_t count, std::vector<Level> &out) const;

    /// Calls `visit(level)` from best to worst while it returns true.
    template <class Visit> void visitBestFirst(Visit &&visit) const
    {
        if (m_ahead.visit(visit) && m_window.visit(visit))
            m_behind.visit(visit);
    }

    /// Calls `visit(level)` for the levels between two prices, both included, from the better price to the
    /// worse one, while it returns true.
    template <class Visit> void visitRange(Price from, Price to, Visit &&visit) const
    {
        const auto visitUpTo = [this, to, &visit](const Level &level) {
            return !isBetter(m_side, to, level.price) && visit(level);
        };
        if (m_ahead.visitFrom(from, visitUpTo) && m_window.visitFrom(m_side, from, visitUpTo))
            m_behind.visitFrom(from, visitUpTo);
    }

    /// Sets the quantity at a price; zero removes, and removing what is not there is silent.
    void set(Level level)
    {
        const std::size_t slot = m_window.grid().slotOf(level.price);
        if (slot < m_window.grid().slotCount()) [[likely]]
            m_window.set(slot, level.qty);
        else
            setOutside(level);
    }

    /// Removes all but the best `count` levels.
    void keepBest(std::size_t count);

    /// Replaces everything; `levels` in any order. False, and the side empty, if a price occurs twice.
    [[nodiscard]] bool load(std::span<const Level> levels);

    void clear();

    bool operator==(const BookSide &other) const;

private:
    [[nodiscard]] std::vector<Level> levels() const;
    void place(std::span<const Level> bestFirst);
    void setOutside(Level level);
    void refineGrid(Level level);
    void followMarket();
    [[nodiscard]] bool isWindowWellPlaced() const;

    Side m_side;
    FarLevels m_ahead;
    PriceWindow m_window;
    FarLevels m_behind;
    std::size_t m_outsideUpdates = 0; ///< since the window was placed or found well placed
};

} // namespace touchline
