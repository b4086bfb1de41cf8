// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <cstddef>
#include <deque>

namespace touchline {

/// How often a client may ask for something within any span of time. Remembers as many times as are allowed.
class RateWindow {
public:
    RateWindow(std::size_t most, Duration window) : m_most(most), m_window(window) {}

    /// False for one more than is allowed, which is not counted.
    [[nodiscard]] bool admits(Instant now)
    {
        while (!m_times.empty() && now - m_times.front() >= m_window)
            m_times.pop_front();
        if (m_times.size() >= m_most)
            return false;
        m_times.push_back(now);
        return true;
    }

private:
    std::size_t m_most;
    Duration m_window;
    std::deque<Instant> m_times;
};

} // namespace touchline
