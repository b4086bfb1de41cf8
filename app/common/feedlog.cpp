// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/feedlog.h"

namespace touchline {

namespace {

LogRecord feedRecord(LogLevel level, std::string_view message, const BookFeed &feed)
{
    LogRecord record(level, "feed", message);
    record.add("exchange", feed.origin().exchange).add("symbol", feed.instrument().symbol);
    return record;
}

LogLevel levelOf(FeedState state)
{
    switch (state) {
    case FeedState::Connecting:
    case FeedState::Syncing:
    case FeedState::Live:
    case FeedState::Ended:
        return LogLevel::Info;
    case FeedState::Stale:
    case FeedState::Resyncing:
    case FeedState::Reconnecting:
        return LogLevel::Warning;
    case FeedState::Failed:
        return LogLevel::Error;
    }
    return LogLevel::Error;
}

/// What has ended before the feed's state is told of has no kind any longer.
void addKind(LogRecord &record, const FeedStatus &status)
{
    if (status.cause)
        record.add("kind", errorName(*status.cause));
}

} // namespace

void FeedLog::onRefusedFrame(const ReportFrame &report)
{
    LogRecord record(LogLevel::Warning, "feed", "refused frame");
    record.add("kind", errorName(report.error.code)).add("count", report.count);
    record.add("bytes", report.bytes).add("begins", report.head);
    m_log.write(record);
}

void FeedLog::onRecordsDropped(std::uint64_t inAll)
{
    LogRecord record(
        LogLevel::Warning, "recorder", "records were left out: they came faster than the disk took them");
    m_log.write(record.add("dropped_in_all", inAll));
}

void FeedLog::onState(const BookFeed &feed)
{
    const std::string key = feed.origin().exchange + '/' + feed.instrument().symbol;
    const auto [at, isNew] = m_told.try_emplace(key);
    Told &told = at->second;
    // A symbol that was left and chosen again counts anew.
    if (feed.counters().frames < told.counters.frames ||
        feed.counters().reconnects < told.counters.reconnects)
        told.counters = {};
    writeFaults(feed, told.counters);
    if (isNew || feed.status().state != told.state || feed.status().reason != told.reason)
        writeState(feed, told.state);
    told = Told{feed.status().state, feed.status().reason, feed.counters()};
}

void FeedLog::onHandover(const BookFeed &feed)
{
    m_log.write(feedRecord(LogLevel::Info, "moved to the next connection", feed)
                    .add("update_id", feed.updateId())
                    .add("handovers", feed.counters().handovers));
}

void FeedLog::writeFaults(const BookFeed &feed, const FeedCounters &before)
{
    const FeedCounters &now = feed.counters();
    const std::string &reason = feed.status().reason;
    if (now.gaps > before.gaps)
        m_log.write(feedRecord(LogLevel::Warning, "gap", feed).add("detail", reason).add("gaps", now.gaps));
    if (now.malformed > before.malformed) {
        LogRecord record = feedRecord(LogLevel::Warning, "malformed frame", feed);
        addKind(record, feed.status());
        m_log.write(record.add("malformed", now.malformed));
    }
    if (now.resyncs > before.resyncs) {
        LogRecord record = feedRecord(LogLevel::Warning, "resync", feed);
        addKind(record, feed.status());
        m_log.write(record.add("resyncs", now.resyncs));
    }
    if (now.reconnects > before.reconnects)
        m_log.write(feedRecord(LogLevel::Warning, "connection lost", feed)
                        .add("detail", reason)
                        .add("reconnects", now.reconnects));
}

void FeedLog::writeState(const BookFeed &feed, FeedState before)
{
    const FeedStatus &status = feed.status();
    LogRecord record = feedRecord(levelOf(status.state), "state", feed);
    record.add("from", stateName(before)).add("to", stateName(status.state));
    // Of a frame that could not be read only the kind is told: its text is somebody else's.
    record.add("reason", status.cause ? errorName(*status.cause) : std::string_view(status.reason));
    m_log.write(record);
}

} // namespace touchline
