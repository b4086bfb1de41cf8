// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/replayfeed.h"

#include "base/tickclock.h"
#include "base/trace.h"
#include "net/replaysymbols.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace touchline {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// How long one turn may keep the thread, so that it still hears commands and signals.
constexpr std::chrono::milliseconds longestTurn{10};
constexpr std::chrono::milliseconds longestWait{50};

SessionOptions sessionOptions(const FeedSource &source, const ReplayInstruments &instruments)
{
    SessionOptions options;
    options.hosts = source.hosts;
    options.isRecording = true;
    options.hasDeadlines = false;
    options.maxFetches = std::numeric_limits<std::size_t>::max();
    options.acceptsNewSymbols = instruments.followed.empty();
    options.listed = instruments.listed;
    options.steadyNanos = tickNanos;
    // At full speed a frame takes so little that timing each of them would slow the replay by a tenth.
    options.timedEvery = source.replaySpeed || traceLane ? 1 : 32;
    options.budget = std::make_shared<RequestBudget>(std::numeric_limits<int>::max());
    options.attempts = options.budget;
    options.messages = options.budget;
    return options;
}

std::optional<double> paceFactor(ReplaySpeed speed)
{
    if (!speed)
        return std::nullopt;
    return static_cast<double>(*speed) / static_cast<double>(recordedPace);
}

/// True if a frame changed nothing but books, quotes and trades: no deadline has moved then.
bool isPlainProgress(std::span<const FeedChange> changes)
{
    const auto isState = [](const FeedChange &change) { return change.kind == FeedChange::Kind::State; };
    return !changes.empty() && std::none_of(changes.begin(), changes.end(), isState);
}

} // namespace

ReplayFeed::ReplayFeed(
    const FeedSource &source, std::unique_ptr<RecordingReader> recording,
    const ReplayInstruments &instruments, FeedObserver observer)
    : m_recording(std::move(recording)),
      m_observer(std::move(observer)),
      m_speed(paceFactor(source.replaySpeed)),
      m_session(*source.venue, sessionOptions(source, instruments), instruments.followed),
      m_followsAll(instruments.followed.empty()),
      m_now(m_recording->begin()),
      m_mediaStart(m_now)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ReplayFeed::playDue);
}

void ReplayFeed::start()
{
    m_startedAt = SteadyClock::now();
    perform(m_session.start(m_now));
    noteDeadline();
    m_timer.start(0);
}

void ReplayFeed::stop()
{
    m_isStopped = true;
    m_timer.stop();
}

void ReplayFeed::setPaused(bool isPaused)
{
    if (std::exchange(m_isPaused, isPaused) && !isPaused && !m_isStopped)
        m_timer.start(0);
}

Instant ReplayFeed::mediaTime() const
{
    const std::chrono::duration<double, std::nano> elapsed = SteadyClock::now() - m_startedAt;
    return m_mediaStart + Duration(static_cast<std::int64_t>(elapsed.count() * m_speed.value_or(1.0)));
}

Instant ReplayFeed::now() const
{
    if (!m_speed || m_next == m_batch.size())
        return m_now;
    return std::max(m_now, std::min(mediaTime(), m_batch[m_next].time));
}

void ReplayFeed::playDue()
{
    m_workedUntil = tickNanos();
    const std::int64_t turnEnd = m_workedUntil + Duration(longestTurn).count();
    while (const Record *const record = nextRecord()) {
        if (m_speed && record->time > mediaTime())
            break;
        ++m_next;
        runDeadlines(record->time);
        m_now = std::max(m_now, record->time);
        playRecord(*record);
        if (m_isStopped || m_isPaused)
            return;
        if (m_workedUntil >= turnEnd)
            break;
    }
    if (m_next == m_batch.size() && m_recording->isAtEnd())
        emit finished();
    else
        scheduleNext();
}

/// Null at the end, or if the reading has fallen behind.
const Record *ReplayFeed::nextRecord()
{
    if (m_next == m_batch.size() && !m_recording->isAtEnd()) {
        m_batch = m_recording->next(longestTurn);
        m_next = 0;
    }
    return m_next < m_batch.size() ? &m_batch[m_next] : nullptr;
}

void ReplayFeed::scheduleNext()
{
    if (!m_speed || m_next == m_batch.size())
        return m_timer.start(0);
    const Duration ahead = m_batch[m_next].time - mediaTime();
    const std::chrono::duration<double, std::nano> wait(static_cast<double>(ahead.count()) / *m_speed);
    const auto rounded = std::chrono::ceil<std::chrono::milliseconds>(wait);
    m_timer.start(std::clamp(rounded, std::chrono::milliseconds(0), longestWait));
}

void ReplayFeed::playRecord(const Record &record)
{
    switch (record.kind) {
    case RecordKind::Receive:
        return playFrame(record);
    case RecordKind::Connect:
        playConnect(record);
        break;
    case RecordKind::Http:
        playHttp(record);
        break;
    case RecordKind::Header:
    case RecordKind::Send:
        return;
    }
    noteDeadline();
    m_workedUntil = tickNanos();
}

void ReplayFeed::playFrame(const Record &record)
{
    const TraceSpan span("frame");
    const FeedActions actions = m_session.onFrame(m_session.stream(), record.data, m_now);
    m_workedUntil = m_session.timedUntil();
    const bool movesDeadline = !actions.empty() || !isPlainProgress(m_session.changes());
    perform(actions);
    if (movesDeadline)
        noteDeadline();
}

void ReplayFeed::playConnect(const Record &record)
{
    if (m_connections.insert(record.connection).second)
        return;
    const Error lost{ErrorCode::ConnectionClosed, "the recorded connection was lost"};
    perform(m_session.onStreamClosed(m_session.stream(), lost, m_now));
    perform(m_session.reconnect(m_now));
}

void ReplayFeed::playHttp(const Record &record)
{
    std::string symbol = snapshotSymbol(record.url);
    if (symbol.empty())
        return;
    const auto index = m_session.indexOf(symbol);
    // Nobody will ask for the snapshots of other symbols, and they are large.
    if (index ? m_session.book(*index).status().isLive() : !m_followsAll)
        return;
    m_heldSnapshots[symbol] = record.data;
    answerFetch(symbol);
}

void ReplayFeed::runDeadlines(Instant until)
{
    while (m_deadline && *m_deadline <= until) {
        m_now = std::max(m_now, *m_deadline);
        perform(m_session.onDeadline(m_now));
        noteDeadline();
    }
}

void ReplayFeed::perform(const FeedActions &actions)
{
    for (const FeedChange &change : m_session.changes())
        m_observer(m_session.book(change.book), change.kind, m_now);
    for (const FeedAction &action : actions) {
        if (const auto *open = std::get_if<OpenStream>(&action)) {
            perform(m_session.onStreamOpened(open->stream, m_now));
        } else if (const auto *request = std::get_if<FetchUrl>(&action)) {
            m_openFetches[request->symbol] = request->id;
            answerFetch(request->symbol);
        } else if (const auto *report = std::get_if<ReportFrame>(&action)) {
            emit frameRefused(*report);
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
    reply.body = std::move(held->second);
    m_openFetches.erase(request);
    m_heldSnapshots.erase(held);
    perform(m_session.onReply(reply, m_now));
}

} // namespace touchline
