// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/spreadhistory.h"

#include "book/depth.h"

#include <algorithm>

namespace touchline {

namespace {

constexpr Duration longestBackstep = std::chrono::seconds(1);
constexpr std::size_t maxGaps = 600;

Duration bucketWidth(SpreadWindow window)
{
    return windowLength(window) / bucketsPerWindow;
}

std::size_t position(SpreadWindow window)
{
    return static_cast<std::size_t>(window);
}

Extremes steady(std::int64_t value)
{
    return Extremes{value, value, value};
}

Extremes spreadOf(const FeedView &view, const Touch &touch)
{
    Extremes extremes = steady(spread(touch).raw());
    if (view.spreadRange) {
        extremes.lowest = std::min(extremes.lowest, view.spreadRange->lowest.raw());
        extremes.highest = std::max(extremes.highest, view.spreadRange->highest.raw());
    }
    return extremes;
}

FeedState unseenState(const FeedCounters &before, const FeedCounters &after)
{
    if (after.reconnects > before.reconnects)
        return FeedState::Reconnecting;
    return after.resyncs > before.resyncs ? FeedState::Resyncing : FeedState::Stale;
}

// The spread stood still in slices that no view fell into.
void carryOver(std::deque<SpreadBucket> &buckets, std::int64_t untilIndex, Duration width)
{
    const SpreadBucket held = buckets.back();
    const std::int64_t first = std::max(held.index + 1, untilIndex - bucketsPerWindow);
    for (std::int64_t index = first; index < untilIndex; ++index) {
        const Instant end{(index + 1) * width.count() - 1};
        buckets.push_back({index, end, steady(held.spread.last), steady(held.mid.last), false});
    }
}

void forgetBuckets(std::deque<SpreadBucket> &buckets, std::int64_t newestIndex)
{
    while (!buckets.empty() && buckets.front().index <= newestIndex - bucketsPerWindow)
        buckets.pop_front();
}

} // namespace

Duration windowLength(SpreadWindow window)
{
    switch (window) {
    case SpreadWindow::Minute1:
        return std::chrono::minutes(1);
    case SpreadWindow::Minutes5:
        return std::chrono::minutes(5);
    case SpreadWindow::Minutes15:
        return std::chrono::minutes(15);
    case SpreadWindow::Minutes60:
        return std::chrono::minutes(60);
    }
    return std::chrono::minutes(1);
}

void Extremes::include(const Extremes &later)
{
    lowest = std::min(lowest, later.lowest);
    highest = std::max(highest, later.highest);
    last = later.last;
}

const std::deque<SpreadBucket> &SpreadHistory::buckets(SpreadWindow window) const
{
    return m_buckets[position(window)];
}

void SpreadHistory::add(const FeedView &view)
{
    // The window's own blank, shown until the feed's first view: it has no time to stand at.
    if (view.takenAt == Instant{})
        return;
    const bool isOtherFeed = view.exchange != m_exchange || view.instrument->symbol != m_symbol;
    if (!m_now || isOtherFeed || *m_now - view.takenAt > longestBackstep)
        restart(view);
    // Recorders' clocks step back by a little now and then; a history must not.
    const Instant at = std::max(*m_now, view.takenAt);
    m_now = at;
    const std::optional<Touch> touch = view.book->touch();
    if (view.status.isLive() && touch)
        addLive(view, *touch, at);
    else
        addNotLive(view, at);
    m_lastCounters = view.counters;
    forgetOld(at);
}

void SpreadHistory::advance(Instant at)
{
    if (!m_now || at <= *m_now)
        return;
    m_now = at;
    forgetOld(at);
}

void SpreadHistory::restart(const FeedView &view)
{
    *this = SpreadHistory();
    m_exchange = view.exchange;
    m_symbol = view.instrument->symbol;
    m_now = view.takenAt;
}

void SpreadHistory::addLive(const FeedView &view, const Touch &touch, Instant at)
{
    Sample sample{at, spreadOf(view, touch), steady(midInTenths(touch)), false};
    if (isInGap()) {
        closeGap(view, at);
        sample.isAfterGap = true;
    } else if (m_lastSample && view.status.since > m_lastSample->at) {
        noteUnseenGap(view);
        sample.isAfterGap = true;
    }
    record(sample);
}

void SpreadHistory::addNotLive(const FeedView &view, Instant at)
{
    const FeedStatus &status = view.status;
    if (isInGap()) {
        m_gaps.back().state = status.state;
        m_gaps.back().reason = status.reason;
        if (status.state > m_gravest.state || (status.state == m_gravest.state && m_gravest.reason.empty()))
            m_gravest = status;
        return;
    }
    Instant from = at;
    if (m_lastSample) {
        if (!view.status.isLive())
            from = std::clamp(view.status.since, m_lastSample->at, at);
        // Until then the last spread held, and what nobody took before belongs to it.
        Sample held{from, steady(m_lastSample->spread.last), m_lastSample->mid, false};
        if (view.spreadRange) {
            held.spread.lowest = std::min(held.spread.lowest, view.spreadRange->lowest.raw());
            held.spread.highest = std::max(held.spread.highest, view.spreadRange->highest.raw());
        }
        record(held);
    }
    m_gaps.push_back(FeedGap{from, std::nullopt, status.state, status.reason});
    m_gravest = status;
}

void SpreadHistory::closeGap(const FeedView &view, Instant at)
{
    FeedGap &gap = m_gaps.back();
    gap.state = m_gravest.state;
    gap.reason = m_gravest.reason;
    const bool wasOneSided = gap.state == FeedState::Live;
    gap.until = wasOneSided ? at : std::clamp(view.status.since, gap.from, at);
}

// The feed was interrupted and live again between two views that were taken.
void SpreadHistory::noteUnseenGap(const FeedView &view)
{
    const FeedState state = unseenState(m_lastCounters, view.counters);
    m_gaps.push_back(FeedGap{m_lastSample->at, std::min(view.status.since, *m_now), state, std::string()});
}

void SpreadHistory::record(const Sample &sample)
{
    for (const SpreadWindow window : spreadWindows) {
        std::deque<SpreadBucket> &buckets = m_buckets[position(window)];
        const Duration width = bucketWidth(window);
        const std::int64_t index = sample.at.nanos / width.count();
        SpreadBucket bucket{index, sample.at, sample.spread, sample.mid, sample.isAfterGap};
        const bool isContinued = !buckets.empty() && !sample.isAfterGap;
        if (isContinued && buckets.back().index < index) {
            carryOver(buckets, index, width);
            bucket.spread = steady(buckets.back().spread.last);
            bucket.mid = steady(buckets.back().mid.last);
            bucket.spread.include(sample.spread);
            bucket.mid.include(sample.mid);
        }
        if (buckets.empty() || buckets.back().index < index) {
            buckets.push_back(bucket);
            continue;
        }
        buckets.back().spread.include(sample.spread);
        buckets.back().mid.include(sample.mid);
        buckets.back().lastAt = sample.at;
        buckets.back().isAfterGap |= sample.isAfterGap;
    }
    m_lastSample = sample;
}

void SpreadHistory::forgetOld(Instant at)
{
    for (const SpreadWindow window : spreadWindows)
        forgetBuckets(m_buckets[position(window)], at.nanos / bucketWidth(window).count());
    const Instant horizon{at.nanos - windowLength(SpreadWindow::Minutes60).count()};
    const auto isOver = [horizon](const FeedGap &gap) { return gap.until && *gap.until < horizon; };
    while (!m_gaps.empty() && (isOver(m_gaps.front()) || m_gaps.size() > maxGaps))
        m_gaps.pop_front();
}

} // namespace touchline
