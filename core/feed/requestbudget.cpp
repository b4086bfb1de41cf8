// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/requestbudget.h"

#include <algorithm>
#include <numeric>

namespace touchline {

namespace {

constexpr Duration window = std::chrono::minutes(1);

} // namespace

int RequestBudget::usedAt(Instant now) const
{
    return std::accumulate(m_lastMinute.begin(), m_lastMinute.end(), 0, [now](int sum, const Spending &one) {
        return sum + (one.at + window > now ? one.weight : 0);
    });
}

Instant RequestBudget::nextFree(int weight, Instant now) const
{
    int used = usedAt(now);
    Instant free = std::max(now, m_pausedUntil);
    for (auto one = m_lastMinute.begin(); used > 0 && used + weight > m_limit; ++one) {
        if (one->at + window <= now)
            continue;
        used -= one->weight;
        free = std::max(free, one->at + window);
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
    while (!m_lastMinute.empty() && m_lastMinute.front().at + window <= now)
        m_lastMinute.pop_front();
    m_lastMinute.push_back({now, weight});
}

} // namespace touchline
