// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/pricegrid.h"

#include <algorithm>
#include <array>
#include <memory>

namespace touchline {

/// The quantities of the prices on one grid, one array element for each: reading and writing one is a few
/// instructions, whatever the number of levels.
class PriceWindow {
public:
    /// In eleven recorded minutes of BTCUSDT 2.0 % of the updates are outside of a window of this size, and
    /// 4.0 % outside of one of half of it: an update takes 44 instructions instead of 52, for 8 bytes a slot.
    /// Only pages of memory that an update has reached are provided by the system: 5000 levels on
    /// neighbouring ticks need ten pages. Slots of 16 bits that index a dense pool of quantities take 2 bytes
    /// a slot and 70 instructions.
    static constexpr std::size_t maxSlots = std::size_t{1} << 18;

    /// An empty window on this grid.
    void open(const PriceGrid &grid);

    /// Without a grid nothing has a slot.
    void close();

    [[nodiscard]] const PriceGrid &grid() const { return m_grid; }
    [[nodiscard]] std::size_t size() const { return m_size; }

    /// The slot of the best level; grid().slotCount() if there is none.
    [[nodiscard]] std::size_t bestSlot() const { return m_best; }

    /// The slot of the worst level. Only if there is one.
    [[nodiscard]] std::size_t worstSlot() const;

    [[nodiscard]] Level levelAt(std::size_t slot) const
    {
        return Level{m_grid.priceAt(slot), Qty(m_slots->qtys[slot])};
    }

    [[nodiscard]] Qty qtyAt(std::size_t slot) const
    {
        const std::uint64_t bit = std::uint64_t{1} << slot % wordBits;
        return (m_slots->taken[slot / wordBits] & bit) != 0 ? Qty(m_slots->qtys[slot]) : Qty{};
    }

    /// For `slot` below grid().slotCount(). Free of branches that depend on the quantity: whether an update
    /// adds, changes or removes a level cannot be predicted, and each wrong guess would cost more than all of
    /// this.
    void set(std::size_t slot, Qty qty)
    {
        const auto isTaken = static_cast<std::uint64_t>(!qty.isZero());
        std::uint64_t &word = m_slots->taken[slot / wordBits];
        const std::uint64_t wasTaken = word >> slot % wordBits & 1;
        word ^= (isTaken ^ wasTaken) << slot % wordBits;
        m_size += isTaken - wasTaken;
        m_slots->qtys[slot] = qty.raw();
        if (slot <= m_best)
            moveBest(slot, qty);
    }

    /// Sets the first levels, as many of them as the grid has, and returns their number.
    std::size_t fill(std::span<const Level> bestFirst);

    /// How the best levels are found; the levels are the same.
    enum class CopyPath { OneByOne, Gathered };

    /// Fills `best`, which is not longer than size(), with the best levels.
    void copyBest(std::span<Level> best) const;
    /// Gathered only where slotgather runs.
    void copyBest(CopyPath path, std::span<Level> best) const;

    /// Calls `visit(level)` from best to worst while it returns true. False if it was stopped.
    template <class Visit> bool visit(Visit &&visit) const { return visitLevels(m_best, visit); }

    /// The same from the first level on that is not better than `from`.
    template <class Visit> bool visitFrom(Side side, Price from, Visit &&visit) const
    {
        return visitLevels(std::max(m_best, m_grid.firstSlotFrom(side, from)), visit);
    }

private:
    static constexpr std::size_t wordBits = 64;

    /// A quantity has a meaning where its bit is set, so that only the bits need a first value, and memory
    /// that no level has used stays untouched: the system does not even provide it.
    struct Slots {
        std::array<std::uint64_t, maxSlots / wordBits> taken;
        std::array<std::int64_t, maxSlots> qtys;
    };

    /// Calls `visit(slot)` for the slots that hold a level, from `slot` on, while it returns true.
    template <class Visit> bool visitSlots(std::size_t slot, Visit &&visit) const
    {
        if (slot >= m_grid.slotCount())
            return true;
        const std::uint64_t *const taken = m_slots->taken.data();
        const std::size_t words = (m_grid.slotCount() + wordBits - 1) / wordBits;
        std::uint64_t begun = ~std::uint64_t{0} << slot % wordBits;
        for (std::size_t word = slot / wordBits; word < words; ++word) {
            const std::size_t firstSlot = word * wordBits;
            for (std::uint64_t bits = taken[word] & begun; bits != 0; bits &= bits - 1) {
                if (!visit(firstSlot + static_cast<std::size_t>(std::countr_zero(bits))))
                    return false;
            }
            begun = ~std::uint64_t{0};
        }
        return true;
    }

    template <class Visit> bool visitLevels(std::size_t first, Visit &visit) const
    {
        // Copies, because a compiler must expect `visit` to change the members at each step.
        return visitSlots(first, [grid = m_grid, held = m_slots.get(), &visit](std::size_t slot) {
            return visit(Level{grid.priceAt(slot), Qty(held->qtys[slot])});
        });
    }

    void moveBest(std::size_t slot, Qty qty);
    void copyGathered(std::span<Level> best) const;
    void copyOneByOne(std::span<Level> best) const;

    PriceGrid m_grid;
    std::unique_ptr<Slots> m_slots;
    std::size_t m_size = 0;
    std::size_t m_best = 0;
};

} // namespace touchline
