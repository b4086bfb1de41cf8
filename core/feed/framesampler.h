// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace touchline {

/// Chooses one frame in `every` on average, at distances that vary, so that no rhythm of a stream is always
/// met or always missed.
class FrameSampler {
public:
    explicit FrameSampler(std::uint32_t every) : m_every(every) {}

    [[nodiscard]] bool takesNext()
    {
        if (--m_left > 0)
            return false;
        m_left = nextDistance();
        return true;
    }

    /// For how many frames a chosen one stands.
    [[nodiscard]] std::uint32_t weight() const { return m_every; }

private:
    /// From 1 to 2 * every - 1.
    [[nodiscard]] std::uint32_t nextDistance()
    {
        m_random = m_random * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        return 1 + static_cast<std::uint32_t>(m_random >> 33U) % (2 * m_every - 1);
    }

    std::uint32_t m_every;
    std::uint32_t m_left = 1;
    std::uint64_t m_random = 1;
};

} // namespace touchline
