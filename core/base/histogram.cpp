// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/histogram.h"

#include <cmath>

namespace touchline {

std::int64_t Histogram::upperBound(std::size_t bucket)
{
    constexpr std::size_t linear = std::size_t{1} << subBits;
    if (bucket < linear)
        return static_cast<std::int64_t>(bucket);
    const auto shift = (bucket >> subBits) - 1;
    const std::uint64_t base = (bucket & (linear - 1)) + linear;
    return static_cast<std::int64_t>(((base + 1) << shift) - 1);
}

void Histogram::merge(const Histogram &other)
{
    for (std::size_t i = 0; i < bucketCount; ++i)
        m_buckets[i] += other.m_buckets[i];
    m_count += other.m_count;
    m_total = sumOf(m_total, other.m_total);
    m_max = std::max(m_max, other.m_max);
}

Histogram Histogram::since(const Histogram &earlier) const
{
    Histogram recent;
    std::size_t highest = 0;
    for (std::size_t i = 0; i < bucketCount; ++i) {
        recent.m_buckets[i] = m_buckets[i] - earlier.m_buckets[i];
        if (recent.m_buckets[i] != 0)
            highest = i;
    }
    recent.m_count = m_count - earlier.m_count;
    recent.m_total = m_total - earlier.m_total;
    if (recent.m_count != 0)
        recent.m_max = m_max > earlier.m_max ? m_max : std::min(upperBound(highest), m_max);
    return recent;
}

std::int64_t Histogram::quantile(double q) const
{
    if (m_count == 0)
        return 0;
    // 0.07 of 100 values is rank 7, although the product of the two doubles is a little more.
    constexpr double slack = 1.0 - 1e-12;
    const double rank = std::clamp(q, 0.0, 1.0) * static_cast<double>(m_count) * slack;
    const auto wanted = std::max<std::uint64_t>(static_cast<std::uint64_t>(std::ceil(rank)), 1);
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < bucketCount; ++i) {
        seen += m_buckets[i];
        if (seen >= wanted)
            return std::min(upperBound(i), m_max);
    }
    return m_max;
}

} // namespace touchline
