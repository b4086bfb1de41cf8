// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>

namespace touchline {

using Duration = std::chrono::nanoseconds;

/// A point in time: nanoseconds since the Unix epoch. Comes from a Clock or from a recording.
struct Instant {
    std::int64_t nanos = 0;

    constexpr auto operator<=>(const Instant &) const = default;
    [[nodiscard]] constexpr std::int64_t millis() const { return nanos / 1'000'000; }
    /// Stops at the ends of the range: times come from outside.
    [[nodiscard]] static constexpr Instant fromMillis(std::int64_t ms);
};

constexpr Instant Instant::fromMillis(std::int64_t ms)
{
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
    if (ms > largest / 1'000'000)
        return Instant{largest};
    if (ms < smallest / 1'000'000)
        return Instant{smallest};
    return Instant{ms * 1'000'000};
}

[[nodiscard]] constexpr Instant operator+(Instant at, Duration by)
{
    return Instant{at.nanos + by.count()};
}

/// Stops at the ends of the range, too.
[[nodiscard]] constexpr Duration operator-(Instant later, Instant earlier)
{
    if (earlier.nanos < 0 && later.nanos > std::numeric_limits<std::int64_t>::max() + earlier.nanos)
        return Duration::max();
    if (earlier.nanos > 0 && later.nanos < std::numeric_limits<std::int64_t>::min() + earlier.nanos)
        return Duration::min();
    return Duration(later.nanos - earlier.nanos);
}

/// Wall time at construction carried on by the steady clock, so that it never runs backwards, and jumps only
/// when it is told to.
class Clock {
public:
    Clock() = default;
    /// One that is slow by so much.
    explicit Clock(Duration slow) { m_wallAtStart -= slow.count(); }

    /// Steady clocks stand still while a computer sleeps. Goes on to the wall's time if that is ahead by more
    /// than `tolerance`, and is true then. A wall clock that was set back is not followed.
    [[nodiscard]] bool catchUp(Duration tolerance)
    {
        const std::int64_t ahead = wallNanos() - now().nanos;
        if (ahead <= tolerance.count())
            return false;
        m_wallAtStart += ahead;
        return true;
    }

    [[nodiscard]] Instant now() const { return Instant{m_wallAtStart + (steadyNanos() - m_steadyAtStart)}; }

private:
    [[nodiscard]] static std::int64_t steadyNanos()
    {
        return Duration(std::chrono::steady_clock::now().time_since_epoch()).count();
    }
    [[nodiscard]] static std::int64_t wallNanos()
    {
        return std::chrono::duration_cast<Duration>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    }

    std::int64_t m_steadyAtStart = steadyNanos();
    std::int64_t m_wallAtStart = wallNanos();
};

} // namespace touchline
