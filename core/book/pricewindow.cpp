// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/pricewindow.h"

#include "book/slotgather.h"

namespace touchline {

namespace {

// Before this is initialised it is OneByOne, which is right everywhere.
const auto fastestPath =
    slotgather::runsHere() ? PriceWindow::CopyPath::Gathered : PriceWindow::CopyPath::OneByOne;

} // namespace

void PriceWindow::open(const PriceGrid &grid)
{
    if (!m_slots)
        m_slots = std::make_unique_for_overwrite<Slots>();
    m_grid = grid;
    m_slots->taken.fill(0);
    m_size = 0;
    m_best = m_grid.slotCount();
}

void PriceWindow::close()
{
    m_grid = PriceGrid();
    m_size = 0;
    m_best = 0;
}

std::size_t PriceWindow::fill(std::span<const Level> bestFirst)
{
    std::size_t filled = 0;
    for (; filled < bestFirst.size(); ++filled) {
        const std::size_t slot = m_grid.slotOf(bestFirst[filled].price);
        if (slot >= m_grid.slotCount())
            break;
        set(slot, bestFirst[filled].qty);
    }
    return filled;
}

std::size_t PriceWindow::worstSlot() const
{
    std::size_t word = (m_grid.slotCount() - 1) / wordBits;
    while (m_slots->taken[word] == 0)
        --word;
    return word * wordBits + wordBits - 1 - static_cast<std::size_t>(std::countl_zero(m_slots->taken[word]));
}

void PriceWindow::copyBest(std::span<Level> best) const
{
    copyBest(fastestPath, best);
}

void PriceWindow::copyBest(CopyPath path, std::span<Level> best) const
{
    // A window that was never opened has no slots.
    if (best.empty())
        return;
    if (path == CopyPath::Gathered)
        copyGathered(best);
    else
        copyOneByOne(best);
}

/// Numbers first, then levels: the processor cannot guess where the bits are, but then how many there are.
void PriceWindow::copyGathered(std::span<Level> best) const
{
    const PriceGrid grid = m_grid;
    const std::int64_t *const qtys = m_slots->qtys.data();
    slotgather::Slots slots;
    for (std::size_t word = m_best / wordBits; !best.empty();) {
        const std::size_t wanted = std::min(best.size(), slotgather::mostWanted);
        const auto found = slotgather::gather(&m_slots->taken[word], wanted, slots);
        const std::size_t count = std::min(best.size(), found.count);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t slot = word * wordBits + slots[i];
            best[i] = Level{grid.priceAt(slot), Qty(qtys[slot])};
        }
        best = best.subspan(count);
        word += found.words;
    }
}

void PriceWindow::copyOneByOne(std::span<Level> best) const
{
    const std::uint64_t *const taken = m_slots->taken.data();
    const std::int64_t *const qtys = m_slots->qtys.data();
    auto to = best.begin();
    for (std::size_t firstSlot = m_best / wordBits * wordBits;; firstSlot += wordBits) {
        for (std::uint64_t bits = taken[firstSlot / wordBits]; bits != 0; bits &= bits - 1) {
            const std::size_t slot = firstSlot + static_cast<std::size_t>(std::countr_zero(bits));
            *to++ = Level{m_grid.priceAt(slot), Qty(qtys[slot])};
            if (to == best.end())
                return;
        }
    }
}

/// After a change at or before the best slot.
void PriceWindow::moveBest(std::size_t slot, Qty qty)
{
    if (!qty.isZero()) {
        m_best = slot;
    } else if (slot == m_best) {
        m_best = m_grid.slotCount();
        visitSlots(slot, [this](std::size_t taken) {
            m_best = taken;
            return false;
        });
    }
}

} // namespace touchline
