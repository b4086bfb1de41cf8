// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace touchline {

/// Counts of non-negative values in log-linear buckets: any quantile to within 1/64 of its value, fixed
/// memory, no allocation, mergeable.
class Histogram {
public:
    void record(std::int64_t value);
    void merge(const Histogram &other);

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// Stops at the largest int64 instead of overflowing.
    [[nodiscard]] std::int64_t total() const { return m_total; }
    [[nodiscard]] std::int64_t max() const { return m_max; }

    /// The value that a share `q` (0..1) of the recorded values does not exceed; 0 when empty.
    [[nodiscard]] std::int64_t quantile(double q) const;

private:
    static constexpr int subBits = 6;
    static constexpr std::size_t bucketCount = std::size_t{64 - subBits} << subBits;

    [[nodiscard]] static std::size_t bucketOf(std::uint64_t value);
    [[nodiscard]] static std::int64_t upperBound(std::size_t bucket);

    std::array<std::uint64_t, bucketCount> m_buckets{};
    std::uint64_t m_count = 0;
    std::int64_t m_total = 0;
    std::int64_t m_max = 0;
};

} // namespace touchline
