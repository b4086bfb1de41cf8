// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/backoff.h"

#include <algorithm>

namespace touchline {

namespace {

/// SplitMix64: the same sequence everywhere for the same seed.
std::uint64_t nextRandom(std::uint64_t &state)
{
    state += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
}

} // namespace

Duration Backoff::next()
{
    const Duration full = m_next;
    m_next = std::min(m_next * 2, m_longest);
    const auto half = static_cast<std::uint64_t>(full.count() / 2);
    return full - Duration(static_cast<std::int64_t>(half == 0 ? 0 : nextRandom(m_random) % half));
}

} // namespace touchline
