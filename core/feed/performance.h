// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "feed/clockskew.h"
#include "feed/feedview.h"
#include "feed/latency.h"

#include <cstdint>
#include <memory>
#include <span>

namespace touchline {

class FeedSession;

/// How much is waiting, and where.
struct QueueDepths {
    std::uint64_t bufferedUpdates = 0;   ///< of books that wait for a snapshot
    std::uint64_t snapshotsUnderWay = 0; ///< asked for, not answered
};

/// How a source is being kept up with: one instant's totals since it was opened. Rates and quantiles of a
/// while are the difference between two of these.
struct PerformanceView {
    Instant at;
    std::uint64_t selection = 0; ///< which source, where there is one after the other
    std::uint64_t books = 0;
    std::uint64_t messages = 0; ///< of any symbol and kind
    std::uint64_t bytes = 0;
    FeedCounters counters; ///< of all books
    QueueDepths queues;
    ClockSkew skew;
    std::shared_ptr<const LatencyWaterfall> stages; ///< of the feed thread; never null once it was taken
};

/// The picture of now of a source's sessions; copies the histograms. `publishTimes` is the stage that no
/// session knows.
[[nodiscard]] PerformanceView takePerformance(
    std::span<FeedSession *const> sessions, const Histogram &publishTimes, Instant now);

/// Adds what was counted of sources that are gone.
void addTotals(PerformanceView &view, const PerformanceView &gone);

/// Adds the stages that the window knows.
void addStages(PerformanceView &view, const LatencyWaterfall &ofWindow);

/// What happened between two pictures of one source.
struct PerformanceSpan {
    /// `before` may be of another source, or only an instant: then everything since this source was opened.
    PerformanceSpan(const PerformanceView &before, const PerformanceView &now);

    double seconds = 0.0; ///< zero: nothing can be said of rates
    FeedCounters counters;
    std::uint64_t messages = 0;
    std::uint64_t bytes = 0;
    std::unique_ptr<const LatencyWaterfall> stages;

    [[nodiscard]] double perSecond(std::uint64_t count) const
    {
        return seconds > 0.0 ? static_cast<double>(count) / seconds : 0.0;
    }
};

} // namespace touchline
