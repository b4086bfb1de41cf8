// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>

namespace touchline {

/// Counts of non-negative values in log-linear buckets: any quantile to within 1/64 of its value, fixed
/// memory (29 KiB), no allocation, mergeable.
class Histogram {
public:
    /// A few nanoseconds; a negative value counts as 0. A value that was sampled stands for `weight` values.
    void record(std::int64_t value, std::uint32_t weight = 1)
    {
        const std::int64_t counted = std::max<std::int64_t>(value, 0);
        m_buckets[bucketOf(static_cast<std::uint64_t>(counted))] += weight;
        m_count += weight;
        m_total = sumOf(m_total, productOf(counted, weight));
        m_max = std::max(m_max, counted);
    }
    void merge(const Histogram &other);

    /// What was recorded since `earlier`, an older copy of this one. Its maximum is exact if it is a new one,
    /// else to within 1/64.
    [[nodiscard]] Histogram since(const Histogram &earlier) const;

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// Stops at the largest int64 instead of overflowing.
    [[nodiscard]] std::int64_t total() const { return m_total; }
    [[nodiscard]] std::int64_t max() const { return m_max; }

    /// The value that a share `q` (0..1) of the recorded values does not exceed; 0 when empty.
    [[nodiscard]] std::int64_t quantile(double q) const;

private:
    static constexpr int subBits = 6;
    static constexpr std::size_t bucketCount = std::size_t{64 - subBits} << subBits;

    [[nodiscard]] static std::size_t bucketOf(std::uint64_t value)
    {
        constexpr std::uint64_t linear = std::uint64_t{1} << subBits;
        if (value < linear)
            return static_cast<std::size_t>(value);
        const int shift = static_cast<int>(std::bit_width(value)) - subBits - 1;
        const auto block = static_cast<std::size_t>(shift + 1) << subBits;
        return block + static_cast<std::size_t>((value >> shift) - linear);
    }
    [[nodiscard]] static std::int64_t upperBound(std::size_t bucket);
    /// Of values that are not negative.
    [[nodiscard]] static std::int64_t productOf(std::int64_t value, std::uint32_t weight)
    {
        constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
        return weight > 1 && value > largest / weight ? largest : value * weight;
    }
    [[nodiscard]] static std::int64_t sumOf(std::int64_t a, std::int64_t b)
    {
        constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
        return a > largest - b ? largest : a + b;
    }

    std::array<std::uint64_t, bucketCount> m_buckets{};
    std::uint64_t m_count = 0;
    std::int64_t m_total = 0;
    std::int64_t m_max = 0;
};

} // namespace touchline
