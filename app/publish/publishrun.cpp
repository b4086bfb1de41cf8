// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/publish/publishrun.h"

#include "app/publish/standardoutput.h"

#include <QAbstractEventDispatcher>

#include <cerrno>
#include <cstring>
#include <utility>

namespace touchline {

namespace {

/// What may wait for the reader: some seconds of a busy feed, which may be noticed but do not hurt.
constexpr OutputBounds outputBounds;
constexpr std::chrono::seconds patienceWithReader{2};

} // namespace

PublishRun::PublishRun(PublishRunOptions options, Log &log, QObject *parent)
    : QObject(parent),
      m_options(options),
      m_log(log),
      m_feedLog(log),
      m_performanceLog(log),
      m_output(
          writeToStandardOutput,
          [this] { QMetaObject::invokeMethod(this, &PublishRun::onOutput, Qt::QueuedConnection); },
          outputBounds),
      m_publisher(options.publish, [this](OutputLine line) { write(std::move(line)); }),
      m_host([this](BookFeed &feed, FeedChange::Kind kind, Instant now) { onChange(feed, kind, now); })
{
    connectHost();
    connect(&m_tick, &QTimer::timeout, this, &PublishRun::onTick);
    m_tick.setTimerType(Qt::PreciseTimer);
    m_duration.setTimerType(Qt::PreciseTimer);
    m_duration.setSingleShot(true);
    connect(&m_duration, &QTimer::timeout, this, &PublishRun::stop);
    connect(&m_performanceTick, &QTimer::timeout, this, &PublishRun::logPerformance);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &PublishRun::giveUpOutput);
    // Lines of one turn of the event loop leave together, and never wait longer than that.
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this, [this] {
        m_output.flush();
    });
}

void PublishRun::connectHost()
{
    connect(&m_host, &FeedHost::failed, this, &PublishRun::fail);
    connect(&m_host, &FeedHost::finished, this, &PublishRun::stop);
    connect(&m_host, &FeedHost::startFailed, this, [this](const QString &sentence) {
        m_lastReason = sentence.toStdString();
    });
    connect(&m_host, &FeedHost::recordingFailed, this, [this](const Error &error) {
        static_cast<void>(reportFailure(error));
        m_statusOfOutput = static_cast<int>(ExitCode::SourceFailed);
    });
    connect(&m_host, &FeedHost::frameRefused, this, [this](const ReportFrame &report) {
        m_feedLog.onRefusedFrame(report);
    });
    connect(&m_host, &FeedHost::recordsDropped, this, [this](quint64 inAll) {
        m_feedLog.onRecordsDropped(inAll);
    });
}

void PublishRun::start(const FeedSource &source)
{
    m_elapsed.start();
    if (m_log.isOpen())
        m_performanceTick.start(PerformanceLog::interval);
    if (m_options.duration)
        m_duration.start(*m_options.duration);
    // A recording is published in its own time, a live feed also while it is quiet.
    if (m_options.publish.interval && !source.isReplay())
        m_tick.start(std::chrono::ceil<std::chrono::milliseconds>(*m_options.publish.interval));
    m_host.open(source);
}

void PublishRun::stop()
{
    if (m_wasComplete || m_host.source().isReplay())
        return finish(static_cast<int>(ExitCode::Done));
    const std::string why =
        m_lastReason.empty()
            ? "nobody has answered yet; check the address, or give it more time with --duration"
            : "the last thing known: " + m_lastReason;
    fail(Error{ErrorCode::TimedOut, "no book was complete before the end: " + why});
}

void PublishRun::quit()
{
    if (!m_patience.isActive())
        m_patience.start(patienceWithReader);
    stop();
}

void PublishRun::write(OutputLine line)
{
    if (!m_host.source().isReplay())
        return m_output.put(std::move(line));
    m_output.putWithoutLoss(std::move(line));
    if (m_output.hasRoom() || m_hasFinished)
        return;
    m_host.setReplayPaused(true);
    m_output.tellWhenAtMost(outputBounds.bytes / 2);
}

/// The writer has failed, or has come as far as it was asked to tell.
void PublishRun::onOutput()
{
    if (const int error = m_output.error(); error != 0 && m_hasOutput)
        endOutput(error);
    else if (!m_hasFinished)
        m_host.setReplayPaused(false);
    else if (m_output.waiting() == 0)
        end();
}

void PublishRun::endOutput(int error)
{
    m_hasOutput = false;
    // A reader that has seen enough is no failure; anything else, such as a full disk, is.
    if (error != EPIPE) {
        const std::string sentence = "cannot write to standard output: " + std::string(std::strerror(error)) +
                                     "; make room or send it elsewhere";
        static_cast<void>(reportFailure({ErrorCode::FileUnwritable, sentence}));
        m_statusOfOutput = static_cast<int>(ExitCode::SourceFailed);
    }
    if (m_hasFinished)
        return end();
    finish(static_cast<int>(ExitCode::Done));
}

void PublishRun::giveUpOutput()
{
    const auto before = m_output.losses().dropped;
    m_output.dropAll();
    const std::string lines = std::to_string(m_output.losses().dropped - before);
    static_cast<void>(reportFailure(
        {ErrorCode::TimedOut, "standard output was not read to the end: " + lines + " lines are lost"}));
    end();
}

/// One record where a reader has missed something since the last.
void PublishRun::logOutput()
{
    const OutputLosses losses = m_output.losses();
    if (losses.conflated == m_loggedLosses.conflated && losses.dropped == m_loggedLosses.dropped)
        return;
    m_loggedLosses = losses;
    LogRecord record(
        LogLevel::Warning, "output", "lines were left out: the reader of standard output is slow");
    record.add("conflated", losses.conflated).add("dropped", losses.dropped);
    m_log.write(record.add("waiting_bytes", m_output.waiting()));
}

RunLosses PublishRun::losses() const
{
    return {m_output.losses(), m_host.droppedRecords()};
}

void PublishRun::onChange(BookFeed &feed, FeedChange::Kind kind, Instant now)
{
    if (m_hasFinished)
        return;
    m_feedLog.onChange(feed, kind);
    m_publisher.onChange(feed, kind, now);
    m_wasComplete = m_wasComplete || feed.status().isLive();
    if (kind == FeedChange::Kind::State) {
        m_lastReason = feed.status().reason;
        checkAllFailed();
    }
    if (m_host.source().isReplay() && m_publisher.isDue(now))
        publishAll();
}

void PublishRun::onTick()
{
    publishAll();
}

void PublishRun::publishAll()
{
    for (FeedSession *const session : m_host.sessions())
        m_publisher.publishAll(*session);
}

void PublishRun::publishRest()
{
    for (FeedSession *const session : m_host.sessions())
        m_publisher.finish(*session);
}

void PublishRun::checkAllFailed()
{
    const BookFeed *failed = nullptr;
    for (FeedSession *const session : m_host.sessions()) {
        for (std::size_t i = 0; i < session->bookCount(); ++i) {
            failed = &session->book(i);
            if (failed->status().state != FeedState::Failed)
                return;
        }
    }
    if (failed) {
        const Error error{ErrorCode::VenueRefused, failed->status().reason};
        QMetaObject::invokeMethod(
            this, [this, error] { fail(error); }, Qt::QueuedConnection);
    }
}

void PublishRun::fail(const Error &error)
{
    if (m_hasFinished)
        return;
    const int status = reportFailure(error);
    publishRest();
    m_host.failBooks(error);
    finish(status);
}

void PublishRun::logPerformance()
{
    logOutput();
    const auto sessions = m_host.sessions();
    if (!sessions.empty() && m_log.isOpen())
        m_performanceLog.write(takePerformance(sessions, {}, m_clock.now()));
}

void PublishRun::finish(int exitCode)
{
    if (m_hasFinished)
        return;
    publishRest();
    m_hasFinished = true;
    m_exitCode = exitCode;
    const auto sessions = m_host.sessions();
    if (m_options.stats && !sessions.empty()) {
        const auto elapsed = std::chrono::milliseconds(m_elapsed.elapsed());
        m_output.putWithoutLoss({jsonStatsLine(sessions, losses(), elapsed), {}});
    }
    logPerformance();
    m_host.close();
    if (m_hasOutput)
        m_output.tellWhenAtMost(0);
    else
        end();
}

void PublishRun::end()
{
    if (std::exchange(m_hasEnded, true))
        return;
    emit ended(m_exitCode == static_cast<int>(ExitCode::Done) ? m_statusOfOutput : m_exitCode);
}

} // namespace touchline
