// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/bookside.h"

#include <algorithm>

namespace touchline {

namespace {

/// Fewer levels are found quickly enough in a sorted list, and need no window until updates ask for one.
constexpr std::size_t levelsWorthAWindow = 64;

} // namespace

BookSide::BookSide(const BookSide &other) : BookSide(other.m_side)
{
    m_behind.assign(other.levels());
}

BookSide &BookSide::operator=(const BookSide &other)
{
    if (this != &other)
        *this = BookSide(other);
    return *this;
}

Qty BookSide::qtyAt(Price price) const
{
    const std::size_t slot = m_window.grid().slotOf(price);
    if (slot < m_window.grid().slotCount())
        return m_window.qtyAt(slot);
    const Qty ahead = m_ahead.qtyAt(price);
    return ahead.isZero() ? m_behind.qtyAt(price) : ahead;
}

Qty BookSide::qtyUpTo(Price worst) const
{
    std::int64_t sum = 0;
    visitBestFirst([this, worst, &sum](const Level &level) {
        if (isBetter(m_side, worst, level.price))
            return false;
        sum = saturatingAdd(sum, level.qty.raw());
        return true;
    });
    return Qty(sum);
}

void BookSide::copyBest(std::size_t count, std::vector<Level> &out) const
{
    out.resize(std::min(count, size()));
    if (m_ahead.isEmpty() && out.size() <= m_window.size()) [[likely]] {
        m_window.copyBest(out);
        return;
    }
    Level *to = out.data();
    visitBestFirst([&to, end = to + out.size()](const Level &level) {
        *to++ = level;
        return to != end;
    });
}

std::optional<Price> BookSide::worstPrice() const
{
    if (!m_behind.isEmpty())
        return m_behind.worst().price;
    if (m_window.size() > 0)
        return m_window.grid().priceAt(m_window.worstSlot());
    return m_ahead.isEmpty() ? std::nullopt : std::optional(m_ahead.worst().price);
}

void BookSide::keepBest(std::size_t count)
{
    while (size() > count)
        set({*worstPrice(), Qty()});
}

bool BookSide::load(std::span<const Level> levels)
{
    const auto better = [this](const Level &a, const Level &b) { return isBetter(m_side, a.price, b.price); };
    std::vector<Level> bestFirst;
    bestFirst.reserve(levels.size());
    for (const Level &level : levels) {
        if (!level.qty.isZero())
            bestFirst.push_back(level);
    }
    if (!std::is_sorted(bestFirst.begin(), bestFirst.end(), better))
        std::sort(bestFirst.begin(), bestFirst.end(), better);
    const auto samePrice = [](const Level &a, const Level &b) { return a.price == b.price; };
    clear();
    if (std::adjacent_find(bestFirst.begin(), bestFirst.end(), samePrice) != bestFirst.end())
        return false;
    if (bestFirst.size() < levelsWorthAWindow)
        m_behind.assign(bestFirst);
    else
        place(bestFirst);
    return true;
}

void BookSide::clear()
{
    m_ahead.clear();
    m_window.close();
    m_behind.clear();
    m_outsideUpdates = 0;
}

bool BookSide::operator==(const BookSide &other) const
{
    bool isSame = m_side == other.m_side && size() == other.size();
    if (isSame) {
        visitBestFirst([&other, &isSame](const Level &level) {
            isSame = other.qtyAt(level.price) == level.qty;
            return isSame;
        });
    }
    return isSame;
}

/// All of them, best first.
std::vector<Level> BookSide::levels() const
{
    std::vector<Level> all;
    copyBest(size(), all);
    return all;
}

/// Opens the window around the best level. With less than two levels no grid shows, and there is no window.
void BookSide::place(std::span<const Level> bestFirst)
{
    m_outsideUpdates = 0;
    m_ahead.clear();
    std::size_t placed = 0;
    const std::uint64_t tick = commonTick(bestFirst, PriceWindow::maxSlots);
    if (tick == 0) {
        m_window.close();
    } else {
        m_window.open(PriceGrid(m_side, bestFirst.front().price, tick, PriceWindow::maxSlots));
        placed = m_window.fill(bestFirst);
    }
    m_behind.assign(bestFirst.subspan(placed));
}

/// The grid of the window does not have this price.
void BookSide::setOutside(Level level)
{
    const PriceGrid &grid = m_window.grid();
    if (grid.slotCount() > 0 && isBetter(m_side, level.price, grid.priceAt(0))) {
        m_ahead.set(level);
    } else if (grid.slotCount() == 0 || isBetter(m_side, grid.priceAt(grid.slotCount() - 1), level.price)) {
        m_behind.set(level);
    } else {
        if (!level.qty.isZero())
            refineGrid(level);
        return;
    }
    if (++m_outsideUpdates > levelsWorthAWindow + size() / 2)
        followMarket();
}

/// A level between two prices of the grid: the tick is finer than was known.
void BookSide::refineGrid(Level level)
{
    auto all = levels();
    const auto at = std::find_if(all.begin(), all.end(), [this, level](const Level &each) {
        return isBetter(m_side, level.price, each.price);
    });
    all.insert(at, level);
    place(all);
}

void BookSide::followMarket()
{
    m_outsideUpdates = 0;
    if (!isWindowWellPlaced())
        place(levels());
}

/// With room for a better touch, most of the window behind the touch, and not by far too narrow: that is how
/// a single price off the usual grid leaves it.
bool BookSide::isWindowWellPlaced() const
{
    const std::size_t slots = m_window.grid().slotCount();
    const std::size_t best = m_window.bestSlot();
    const bool isAround = best < slots && best >= slots / 16 && best <= slots / 4;
    return m_ahead.isEmpty() && isAround && m_window.size() >= size() / 8;
}

} // namespace touchline
