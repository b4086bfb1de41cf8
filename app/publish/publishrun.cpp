// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/publish/publishrun.h"

#include <QAbstractEventDispatcher>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace touchline {

PublishRun::PublishRun(PublishRunOptions options, Log &log, QObject *parent)
    : QObject(parent),
      m_options(options),
      m_log(log),
      m_feedLog(log),
      m_performanceLog(log),
      m_publisher(options.publish, [this](std::string_view line) { write(line); }),
      m_host([this](BookFeed &feed, FeedChange::Kind kind, Instant now) { onChange(feed, kind, now); })
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
    connect(&m_tick, &QTimer::timeout, this, &PublishRun::onTick);
    m_tick.setTimerType(Qt::PreciseTimer);
    m_duration.setTimerType(Qt::PreciseTimer);
    m_duration.setSingleShot(true);
    connect(&m_duration, &QTimer::timeout, this, &PublishRun::stop);
    connect(&m_performanceTick, &QTimer::timeout, this, &PublishRun::logPerformance);
    // Lines of one turn of the event loop leave together, and never wait longer than that.
    connect(
        QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this,
        &PublishRun::flush);
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

void PublishRun::write(std::string_view line)
{
    if (!m_hasOutput)
        return;
    const bool isWritten =
        std::fwrite(line.data(), 1, line.size(), stdout) == line.size() && std::fputc('\n', stdout) != EOF;
    if (!isWritten)
        endOutput(errno);
}

void PublishRun::flush()
{
    if (m_hasOutput && std::fflush(stdout) != 0)
        endOutput(errno);
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
    QMetaObject::invokeMethod(
        this, [this] { finish(static_cast<int>(ExitCode::Done)); }, Qt::QueuedConnection);
}

void PublishRun::onChange(BookFeed &feed, FeedChange::Kind kind, Instant now)
{
    if (m_hasEnded)
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
    if (m_hasEnded)
        return;
    const int status = reportFailure(error);
    publishRest();
    m_host.failBooks(error);
    finish(status);
}

void PublishRun::logPerformance()
{
    const auto sessions = m_host.sessions();
    if (!sessions.empty() && m_log.isOpen())
        m_performanceLog.write(takePerformance(sessions, {}, m_clock.now()));
}

void PublishRun::finish(int exitCode)
{
    if (std::exchange(m_hasEnded, true))
        return;
    publishRest();
    const auto sessions = m_host.sessions();
    if (m_options.stats && !sessions.empty())
        write(jsonStatsLine(sessions, std::chrono::milliseconds(m_elapsed.elapsed())));
    flush();
    logPerformance();
    m_host.close();
    emit ended(exitCode == static_cast<int>(ExitCode::Done) ? m_statusOfOutput : exitCode);
}

} // namespace touchline
