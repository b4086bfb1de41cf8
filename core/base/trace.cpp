// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/trace.h"

namespace touchline {

constinit thread_local TraceLane *traceLane = nullptr;

void TraceRate::countTraced(std::int64_t at)
{
    constexpr std::int64_t interval = 100'000'000;
    constexpr std::int64_t second = 1'000'000'000;
    ++m_count;
    const std::int64_t passed = at - m_since;
    if (passed < interval)
        return;
    // Before the first interval nobody has counted.
    if (m_since != 0)
        traceLane->tell({m_name, at, m_count * second / passed, TraceEvent::Kind::Counter});
    m_since = at;
    m_count = 0;
}

} // namespace touchline
