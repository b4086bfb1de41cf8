// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/commandline.h"
#include "app/common/feedlog.h"
#include "app/common/performancelog.h"
#include "net/feedhost.h"
#include "publish/outputwriter.h"
#include "publish/publisher.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <optional>

namespace touchline {

struct PublishRunOptions {
    PublishOptions publish;
    std::optional<std::chrono::milliseconds> duration;
    bool stats = false;
};

/// One run of touchline-publish: a feed on this thread, its lines on standard output, and how it ends.
class PublishRun : public QObject {
    Q_OBJECT

public:
    PublishRun(PublishRunOptions options, Log &log, QObject *parent = nullptr);

    void start(const FeedSource &source);
    /// Ends with success, or with failure if no book was ever complete. What is due is written first, however
    /// long its reader takes.
    void stop();
    /// As stop(), for somebody who wants it to end: a reader that does not read is given up after a while.
    void quit();

    /// Ends with one sentence on standard error and the status for it.
    void fail(const Error &error);

signals:
    void ended(int exitCode);

private:
    void connectHost();
    void write(OutputLine line);
    void onOutput();
    void endOutput(int error);
    void giveUpOutput();
    void logOutput();
    void end();
    [[nodiscard]] RunLosses losses() const;
    void onChange(BookFeed &feed, FeedChange::Kind kind, Instant now);
    void onTick();
    void publishAll();
    void publishRest();
    void checkAllFailed();
    void finish(int exitCode);
    void logPerformance();

    PublishRunOptions m_options;
    Log &m_log;
    FeedLog m_feedLog;
    PerformanceLog m_performanceLog;
    OutputWriter m_output;
    Publisher m_publisher;
    FeedHost m_host;
    QTimer m_tick;
    QTimer m_duration;
    QTimer m_performanceTick;
    QTimer m_patience; ///< with a reader, once it should end
    QElapsedTimer m_elapsed;
    Clock m_clock;
    std::string m_lastReason;
    OutputLosses m_loggedLosses;
    int m_exitCode = 0;
    int m_statusOfOutput = 0; ///< to end with where nothing else has failed
    bool m_wasComplete = false;
    bool m_hasOutput = true;
    bool m_hasFinished = false; ///< nothing more is published
    bool m_hasEnded = false;    ///< nor is anything left to write
};

} // namespace touchline
