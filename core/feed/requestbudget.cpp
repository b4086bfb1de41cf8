// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/requestbudget.h"

#include <algorithm>
#include <numeric>

namespace touchline {

int RequestBudget::usedAt(Instant now) const
{
    return std::accumulate(m_spent.begin(), m_spent.end(), 0, [this, now](int sum, const Spending &one) {
        return sum + (one.at + m_window > now ? one.weight : 0);
    });
}

Instant RequestBudget::nextFree(int weight, Instant now) const
{
    int used = usedAt(now);
    Instant free = std::max(now, m_pausedUntil);
    for (auto one = m_spent.begin(); used > 0 && used + weight > m_limit; ++one) {
        if (one->at + m_window <= now)
            continue;
        used -= one->weight;
        free = std::max(free, one->at + m_window);
    }
    return free;
}

bool RequestBudget::isSpare(int weight, Instant now) const
{
    return now >= m_pausedUntil && usedAt(now) <= m_limit / 2 - weight;
}

void RequestBudget::noteUsed(int weight, Instant now)
{
    const int unknown = weight - usedAt(now);
    if (unknown > 0)
        spend(unknown, now);
}

void RequestBudget::spend(int weight, Instant now)
{
    while (!m_spent.empty() && m_spent.front().at + m_window <= now)
        m_spent.pop_front();
    m_spent.push_back({now, weight});
}

} // namespace touchline
