// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace touchline {

/// How far back the spread chart looks.
enum class SpreadWindow { Minute1, Minutes5, Minutes15, Minutes60 };

inline constexpr std::array spreadWindows{
    SpreadWindow::Minute1, SpreadWindow::Minutes5, SpreadWindow::Minutes15, SpreadWindow::Minutes60};

[[nodiscard]] Duration windowLength(SpreadWindow window);

/// Buckets of one window: as many as a chart can show without slowing down.
inline constexpr int bucketsPerWindow = 600;

struct Extremes {
    std::int64_t lowest = 0;
    std::int64_t highest = 0;
    std::int64_t last = 0;

    void include(const Extremes &later);
    bool operator==(const Extremes &) const = default;
};

/// What the spread did in one slice of time. The value that held when the slice began counts as well.
struct SpreadBucket {
    std::int64_t index = 0;  ///< slice number since the epoch
    Instant lastAt;          ///< up to when `last` is known to have held
    Extremes spread;         ///< in price units
    Extremes mid;            ///< in tenths of a price unit
    bool isAfterGap = false; ///< the book was not live at some time since the bucket before
};

/// A stretch of time without a trustworthy spread, and why.
struct FeedGap {
    Instant from;
    std::optional<Instant> until; ///< none while it lasts
    /// The one now while it lasts, then the gravest that was in it; Live: the book had one side only.
    FeedState state = FeedState::Connecting;
    std::string reason; ///< of that state
};

/// The spread and mid of one feed over the last hour, at four resolutions. It loses no extreme: views that
/// nobody took pass theirs on, and every bucket keeps its own.
class SpreadHistory {
public:
    /// Views of one feed in the order they were taken. Another feed, or time running backwards by more than
    /// a second (a recording started again), begins a new history.
    void add(const FeedView &view);

    /// Time goes on although no view comes: what was last known still holds.
    void advance(Instant at);

    [[nodiscard]] std::optional<Instant> now() const { return m_now; }
    [[nodiscard]] const std::deque<SpreadBucket> &buckets(SpreadWindow window) const;
    [[nodiscard]] const std::deque<FeedGap> &gaps() const { return m_gaps; }
    [[nodiscard]] bool isInGap() const { return !m_gaps.empty() && !m_gaps.back().until; }

private:
    struct Sample {
        Instant at;
        Extremes spread;
        Extremes mid;
        bool isAfterGap = false;
    };

    void restart(const FeedView &view);
    void addLive(const FeedView &view, const Touch &touch, Instant at);
    void addNotLive(const FeedView &view, Instant at);
    void closeGap(const FeedView &view, Instant at);
    void noteUnseenGap(const FeedView &view);
    void record(const Sample &sample);
    void forgetOld(Instant at);

    std::string m_exchange;
    std::string m_symbol;
    std::optional<Instant> m_now;
    std::optional<Sample> m_lastSample; ///< of the last time the book was live
    FeedCounters m_lastCounters;
    std::array<std::deque<SpreadBucket>, spreadWindows.size()> m_buckets;
    std::deque<FeedGap> m_gaps;
    FeedStatus m_gravest; ///< in the gap that lasts
};

} // namespace touchline
