// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <cstdint>
#include <deque>

namespace touchline {

/// Events a second of a growing counter, over about the last second.
class RateMeter {
public:
    void sample(std::uint64_t count, Instant at);
    [[nodiscard]] double perSecond() const;
    void clear() { m_samples.clear(); }

private:
    struct Sample {
        std::uint64_t count;
        Instant at;
    };

    std::deque<Sample> m_samples;
};

} // namespace touchline
