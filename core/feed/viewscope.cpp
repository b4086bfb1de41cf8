// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/viewscope.h"

#include "book/depth.h"

#include <algorithm>

namespace touchline {

namespace {

/// Takes levels from the touch on until everything asked for is there.
class ScopeFilling {
public:
    ScopeFilling(Side side, const ViewScope &scope)
        : m_side(side),
          m_step(std::max(scope.step, Price(1))),
          m_rowsLeft(scope.rows),
          m_edge(side == Side::Bid ? scope.lowest : scope.highest)
    {
    }

    /// False once `level` lies behind all that was asked for.
    [[nodiscard]] bool wants(const Level &level)
    {
        const Price group = groupPrice(level.price, m_step, m_side);
        if (group != m_group && m_rowsLeft > 0) {
            --m_rowsLeft;
            m_group = group;
        }
        const bool isInEdge = m_edge && !isBetter(m_side, groupPrice(*m_edge, m_step, m_side), group);
        return group == m_group || isInEdge;
    }

private:
    Side m_side;
    Price m_step;
    std::size_t m_rowsLeft;
    std::optional<Price> m_edge;
    std::optional<Price> m_group; ///< the last one that counts as a row
};

} // namespace

void copyGroups(const BookSide &side, const ViewScope &scope, std::vector<Level> &out)
{
    ScopeFilling filling(side.side(), scope);
    out.clear();
    side.visitBestFirst([&](const Level &level) {
        out.push_back(level);
        return out.size() < deepestView && filling.wants(level);
    });
}

} // namespace touchline
