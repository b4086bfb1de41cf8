// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstdint>
#include <random>
#include <vector>

namespace touchline::test {

/// Random numbers that are the same everywhere for the same seed: the standard fixes the engine, but not what
/// its distributions do with it, so that the ranges are made here.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_engine(seed) {}

    [[nodiscard]] std::uint64_t bits() { return m_engine(); }

    /// 0 <= value < bound. The bias of the remainder does not matter to tests.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound)
    {
        assert(bound > 0);
        return m_engine() % bound;
    }

    /// lowest <= value <= highest.
    [[nodiscard]] std::int64_t between(std::int64_t lowest, std::int64_t highest)
    {
        const auto width = static_cast<std::uint64_t>(highest) - static_cast<std::uint64_t>(lowest) + 1;
        const auto offset = width == 0 ? m_engine() : below(width);
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(lowest) + offset);
    }

    /// True in `percent` of a hundred cases.
    [[nodiscard]] bool chance(std::uint64_t percent) { return below(100) < percent; }

    /// Every order of the elements is reached.
    template <class T> void shuffle(std::vector<T> &values)
    {
        for (std::size_t left = values.size(); left > 1; --left)
            std::swap(values[left - 1], values[below(left)]);
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace touchline::test
