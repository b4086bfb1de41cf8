// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <cstdint>

namespace touchline {

/// Delays that double from `first` to `longest`, each shortened by a random part of up to a half, so that
/// many clients that lost the same server do not come back at the same moment.
class Backoff {
public:
    Backoff(Duration first, Duration longest, std::uint64_t seed)
        : m_first(first),
          m_longest(longest),
          m_next(first),
          m_random(seed)
    {
    }

    [[nodiscard]] Duration next();
    void reset() { m_next = m_first; }

private:
    Duration m_first;
    Duration m_longest;
    Duration m_next;
    std::uint64_t m_random;
};

} // namespace touchline
