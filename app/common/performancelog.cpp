// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/performancelog.h"

#include "base/process.h"

#include <cmath>

namespace touchline {

namespace {

void addRates(LogRecord &record, const PerformanceSpan &span)
{
    const auto rate = [&span](std::uint64_t count) { return std::llround(span.perSecond(count)); };
    record.add("messages_per_s", rate(span.messages))
        .add("levels_per_s", rate(span.counters.levels))
        .add("bytes_per_s", rate(span.bytes))
        .add("conflated_per_s", rate(span.counters.conflated));
}

void addTotals(LogRecord &record, const PerformanceView &now)
{
    record.add("messages", now.messages)
        .add("levels", now.counters.levels)
        .add("gaps", now.counters.gaps)
        .add("resyncs", now.counters.resyncs)
        .add("reconnects", now.counters.reconnects)
        .add("handovers", now.counters.handovers)
        .add("malformed", now.counters.malformed)
        .add("dropped", now.counters.dropped)
        .add("conflated", now.counters.conflated);
}

void addSkew(LogRecord &record, const ClockSkew &skew)
{
    record.add("clock_behind_at_least_ns", skew.atLeast().count())
        .add("negative_delays", skew.negativeDelays());
    if (const auto smallest = skew.smallestDelay())
        record.add("smallest_delay_ns", smallest->count());
}

} // namespace

void PerformanceLog::write(const PerformanceView &now)
{
    const PerformanceSpan span(m_before, now);
    LogRecord record(LogLevel::Info, "performance", "performance");
    record.add("seconds", std::llround(span.seconds)).add("books", now.books);
    addRates(record, span);
    addTotals(record, now);
    record.add("buffered_updates", now.queues.bufferedUpdates)
        .add("snapshots_under_way", now.queues.snapshotsUnderWay)
        .add("log_waiting", static_cast<std::uint64_t>(m_log.waiting()))
        .add("log_dropped", m_log.dropped());
    addSkew(record, now.skew);
    for (const Stage stage : allStages) {
        if (span.stages->of(stage).count() != 0)
            record.add(std::string(stageName(stage)) + "_ns", span.stages->of(stage));
    }
    record.add("rss_kib", rssKib()).add("peak_rss_kib", peakRssKib());
    m_log.write(record);
    m_before = now;
}

} // namespace touchline
