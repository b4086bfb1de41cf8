// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/performance.h"

#include "feed/feedsession.h"

namespace touchline {

PerformanceView takePerformance(
    std::span<FeedSession *const> sessions, const Histogram &publishTimes, Instant now)
{
    PerformanceView view;
    view.at = now;
    auto stages = std::make_shared<LatencyWaterfall>();
    for (const FeedSession *const session : sessions) {
        view.books += session->bookCount();
        view.messages += session->frames();
        view.bytes += session->bytes();
        view.queues.snapshotsUnderWay += session->fetchesUnderWay();
        view.counters += session->pastCounters();
        for (std::size_t i = 0; i < session->bookCount(); ++i) {
            view.counters += session->book(i).counters();
            view.queues.bufferedUpdates += session->book(i).buffered();
        }
        stages->merge(session->timings().stages);
    }
    // The same venue, and so the same clock, on all of them.
    if (!sessions.empty())
        view.skew = sessions.front()->timings().skew;
    stages->merge(Stage::Publish, publishTimes);
    view.stages = std::move(stages);
    return view;
}

void addTotals(PerformanceView &view, const PerformanceView &gone)
{
    view.messages += gone.messages;
    view.bytes += gone.bytes;
    view.counters += gone.counters;
    if (gone.stages)
        addStages(view, *gone.stages);
}

void addStages(PerformanceView &view, const LatencyWaterfall &ofWindow)
{
    auto stages = std::make_shared<LatencyWaterfall>(ofWindow);
    if (view.stages)
        stages->merge(*view.stages);
    view.stages = std::move(stages);
}

PerformanceSpan::PerformanceSpan(const PerformanceView &before, const PerformanceView &now)
{
    const bool isSameSource =
        before.stages && before.selection == now.selection && before.messages <= now.messages;
    const PerformanceView nothing;
    const PerformanceView &base = isSameSource ? before : nothing;
    // Another source was opened after `before` was taken.
    if (before.at.nanos != 0)
        seconds = std::chrono::duration<double>(now.at - before.at).count();
    counters = now.counters - base.counters;
    messages = now.messages - base.messages;
    bytes = now.bytes - base.bytes;
    if (!now.stages)
        stages = std::make_unique<const LatencyWaterfall>();
    else if (base.stages)
        stages = std::make_unique<const LatencyWaterfall>(now.stages->since(*base.stages));
    else
        stages = std::make_unique<const LatencyWaterfall>(*now.stages);
}

} // namespace touchline
