// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/simrandom.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace touchline {

std::uint64_t SimRandom::next()
{
    m_state += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = m_state;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
}

std::int64_t SimRandom::below(std::int64_t bound)
{
    assert(bound > 0);
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(bound));
}

std::int64_t SimRandom::logUniform(std::int64_t max)
{
    assert(max > 0);
    const auto octaves = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(max)));
    const std::int64_t lowest = std::int64_t{1} << below(octaves);
    const std::int64_t highest = std::min(lowest + (lowest - 1), max);
    return lowest + below(highest - lowest + 1);
}

Duration SimRandom::wait(Duration mean)
{
    // -ln(u) for u in (0, 1]: the leading zeros are the whole binary digits of the logarithm, the bits after
    // the leading one its fraction (log2(1 + f) taken as f).
    const std::uint64_t bits = next() | 1U;
    const int zeros = std::countl_zero(bits);
    const std::uint64_t fraction = zeros == 63 ? 0 : (bits << (zeros + 1)) >> 48U;
    const auto log2Sixteenths =
        (static_cast<std::int64_t>(zeros + 1) << 16) - static_cast<std::int64_t>(fraction);
    constexpr std::int64_t ln2PerMille = 693;
    return Duration((mean.count() / 1000 * log2Sixteenths >> 16) * ln2PerMille);
}

std::uint64_t seedFor(std::uint64_t seed, std::string_view name)
{
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    return SimRandom(seed ^ hash).next();
}

} // namespace touchline
