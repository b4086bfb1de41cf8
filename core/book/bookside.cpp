// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/bookside.h"

#include <algorithm>

namespace touchline {

namespace {

auto worseThan(Side side)
{
    return [side](const Level &level, Price price) { return isBetter(side, price, level.price); };
}

} // namespace

std::optional<Level> BookSide::best() const
{
    if (m_levels.empty())
        return std::nullopt;
    return m_levels.back();
}

Qty BookSide::qtyAt(Price price) const
{
    const auto at = std::lower_bound(m_levels.begin(), m_levels.end(), price, worseThan(m_side));
    return at != m_levels.end() && at->price == price ? at->qty : Qty{};
}

void BookSide::copyBest(std::size_t count, std::vector<Level> &out) const
{
    const auto shown = static_cast<std::ptrdiff_t>(std::min(count, m_levels.size()));
    out.assign(m_levels.rbegin(), m_levels.rbegin() + shown);
}

void BookSide::set(Level level)
{
    const auto at = std::lower_bound(m_levels.begin(), m_levels.end(), level.price, worseThan(m_side));
    const bool found = at != m_levels.end() && at->price == level.price;
    if (level.qty.isZero()) {
        if (found)
            m_levels.erase(at);
    } else if (found) {
        at->qty = level.qty;
    } else {
        m_levels.insert(at, level);
    }
}

bool BookSide::load(std::span<const Level> levels)
{
    m_levels.clear();
    for (const Level &level : levels) {
        if (!level.qty.isZero())
            m_levels.push_back(level);
    }
    std::sort(m_levels.begin(), m_levels.end(), [this](const Level &a, const Level &b) {
        return isBetter(m_side, b.price, a.price);
    });
    const auto samePrice = [](const Level &a, const Level &b) { return a.price == b.price; };
    if (std::adjacent_find(m_levels.begin(), m_levels.end(), samePrice) == m_levels.end())
        return true;
    m_levels.clear();
    return false;
}

} // namespace touchline
