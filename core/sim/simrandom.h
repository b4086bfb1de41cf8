// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <cstdint>
#include <string_view>

namespace touchline {

/// A seeded sequence that is the same on every platform: integers only (SplitMix64), because the standard
/// distributions and floating point are not.
class SimRandom {
public:
    explicit SimRandom(std::uint64_t seed) : m_state(seed) {}

    [[nodiscard]] std::uint64_t next();

    /// 0 .. bound - 1; bound > 0.
    [[nodiscard]] std::int64_t below(std::int64_t bound);

    [[nodiscard]] bool chance(int perMille) { return below(1000) < perMille; }

    /// 1 .. max, every octave equally likely; max > 0.
    [[nodiscard]] std::int64_t logUniform(std::int64_t max);

    /// The wait for the next of events that come independently, one every `mean` (up to 1000 s) on average.
    [[nodiscard]] Duration wait(Duration mean);

private:
    std::uint64_t m_state;
};

/// A seed of its own for each name under one common seed.
[[nodiscard]] std::uint64_t seedFor(std::uint64_t seed, std::string_view name);

} // namespace touchline
