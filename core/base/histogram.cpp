// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/histogram.h"

#include "base/fixed.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace touchline {

std::size_t Histogram::bucketOf(std::uint64_t value)
{
    constexpr std::uint64_t linear = std::uint64_t{1} << subBits;
    if (value < linear)
        return static_cast<std::size_t>(value);
    const int shift = static_cast<int>(std::bit_width(value)) - subBits - 1;
    const auto block = static_cast<std::size_t>(shift + 1) << subBits;
    return block + static_cast<std::size_t>((value >> shift) - linear);
}

std::int64_t Histogram::upperBound(std::size_t bucket)
{
    constexpr std::size_t linear = std::size_t{1} << subBits;
    if (bucket < linear)
        return static_cast<std::int64_t>(bucket);
    const auto shift = (bucket >> subBits) - 1;
    const std::uint64_t base = (bucket & (linear - 1)) + linear;
    return static_cast<std::int64_t>(((base + 1) << shift) - 1);
}

void Histogram::record(std::int64_t value)
{
    const std::int64_t clamped = std::max<std::int64_t>(value, 0);
    ++m_buckets[bucketOf(static_cast<std::uint64_t>(clamped))];
    ++m_count;
    m_total = saturatingAdd(m_total, clamped);
    m_max = std::max(m_max, clamped);
}

void Histogram::merge(const Histogram &other)
{
    for (std::size_t i = 0; i < bucketCount; ++i)
        m_buckets[i] += other.m_buckets[i];
    m_count += other.m_count;
    m_total = saturatingAdd(m_total, other.m_total);
    m_max = std::max(m_max, other.m_max);
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
