// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/replayfeed.h"

#include "base/tickclock.h"
#include "base/trace.h"
#include "net/replaysymbols.h"

#include <algorithm>
#include <limits>

namespace touchline {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// How long one turn may keep the thread, so that it still hears commands and signals.
constexpr std::chrono::milliseconds longestTurn{10};
constexpr std::chrono::milliseconds longestWait{50};

SessionOptions sessionOptions(const FeedSource &source, bool hasInstruments)
{
    SessionOptions options;
    options.hosts = source.hosts;
    options.hasDeadlines = false;
    options.maxFetches = std::numeric_limits<std::size_t>::max();
    options.acceptsNewSymbols = !hasInstruments;
    options.steadyNanos = tickNanos;
    return options;
}

std::optional<double> paceFactor(ReplaySpeed speed)
{
    if (!speed)
        return std::nullopt;
    return static_cast<double>(*speed) / static_cast<double>(recordedPace);
}

} // namespace

ReplayFeed::ReplayFeed(
    const FeedSource &source, Recording recording, std::span<const Instrument> instruments,
    FeedObserver observer)
    : m_recording(std::move(recording)),
      m_observer(std::move(observer)),
      m_speed(paceFactor(source.replaySpeed)),
      m_session(*source.venue, sessionOptions(source, !instruments.empty()), instruments)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ReplayFeed::playDue);
}

void ReplayFeed::start()
{
    const auto &records = m_recording.records();
    if (!records.empty())
        m_mediaStart = records.front().time;
    m_now = m_mediaStart;
    m_startedAt = SteadyClock::now();
    perform(m_session.start(m_now));
    m_timer.start(0);
}

void ReplayFeed::stop()
{
    m_isStopped = true;
    m_timer.stop();
}

Instant ReplayFeed::mediaTime() const
{
    const std::chrono::duration<double, std::nano> elapsed = SteadyClock::now() - m_startedAt;
    return m_mediaStart + Duration(static_cast<std::int64_t>(elapsed.count() * m_speed.value_or(1.0)));
}

void ReplayFeed::playDue()
{
    const auto &records = m_recording.records();
    const auto turnEnd = SteadyClock::now() + longestTurn;
    while (m_next < records.size()) {
        const Record &record = records[m_next];
        if (m_speed && record.time > mediaTime())
            break;
        ++m_next;
        runDeadlines(record.time);
        m_now = std::max(m_now, record.time);
        playRecord(record);
        if (m_isStopped)
            return;
        if (SteadyClock::now() >= turnEnd)
            break;
    }
    if (m_next == records.size())
        emit finished();
    else
        scheduleNext();
}

void ReplayFeed::scheduleNext()
{
    if (!m_speed)
        return m_timer.start(0);
    const Duration ahead = m_recording.records()[m_next].time - mediaTime();
    const std::chrono::duration<double, std::nano> wait(static_cast<double>(ahead.count()) / *m_speed);
    const auto rounded = std::chrono::ceil<std::chrono::milliseconds>(wait);
    m_timer.start(std::clamp(rounded, std::chrono::milliseconds(0), longestWait));
}

void ReplayFeed::playRecord(const Record &record)
{
    switch (record.kind) {
    case RecordKind::Connect:
        return playConnect(record);
    case RecordKind::Http:
        return playHttp(record);
    case RecordKind::Receive: {
        const TraceSpan span("frame");
        return perform(m_session.onFrame(record.data, m_now));
    }
    case RecordKind::Header:
    case RecordKind::Send:
        return;
    }
}

void ReplayFeed::playConnect(const Record &record)
{
    if (m_connections.insert(record.connection).second)
        return;
    const Error lost{ErrorCode::ConnectionClosed, "the recorded connection was lost"};
    perform(m_session.onStreamClosed(lost, m_now));
    perform(m_session.reconnect(m_now));
}

void ReplayFeed::playHttp(const Record &record)
{
    std::string symbol = snapshotSymbol(record.url);
    if (symbol.empty())
        return;
    const auto index = m_session.indexOf(symbol);
    if (index && m_session.book(*index).status().isLive())
        return;
    m_heldSnapshots[symbol] = record.data;
    answerFetch(symbol);
}

void ReplayFeed::runDeadlines(Instant until)
{
    for (auto due = m_session.nextDeadline(); due && *due <= until; due = m_session.nextDeadline()) {
        m_now = std::max(m_now, *due);
        perform(m_session.onDeadline(m_now));
    }
}

void ReplayFeed::perform(FeedActions actions)
{
    for (const FeedChange &change : m_session.changes())
        m_observer(m_session.book(change.book), change.kind, m_now);
    for (const FeedAction &action : actions) {
        if (std::holds_alternative<OpenStream>(action)) {
            perform(m_session.onStreamOpened(m_now));
        } else if (const auto *request = std::get_if<FetchUrl>(&action)) {
            m_openFetches[request->symbol] = request->id;
            answerFetch(request->symbol);
        }
    }
}

void ReplayFeed::answerFetch(const std::string &symbol)
{
    const auto request = m_openFetches.find(symbol);
    const auto held = m_heldSnapshots.find(symbol);
    if (request == m_openFetches.end() || held == m_heldSnapshots.end())
        return;
    HttpReply reply;
    reply.id = request->second;
    reply.status = 200;
    reply.body = held->second;
    m_openFetches.erase(request);
    m_heldSnapshots.erase(held);
    perform(m_session.onReply(reply, m_now));
}

} // namespace touchline
