// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/commandline.h"
#include "app/common/feedlog.h"
#include "app/common/performancelog.h"
#include "net/feedhost.h"
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
    /// Writes what is due and ends with success, or with failure if no book was ever complete.
    void stop();

    /// Ends with one sentence on standard error and the status for it.
    void fail(const Error &error);

signals:
    void ended(int exitCode);

private:
    void write(std::string_view line);
    void flush();
    void endOutput(int error);
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
    Publisher m_publisher;
    FeedHost m_host;
    QTimer m_tick;
    QTimer m_duration;
    QTimer m_performanceTick;
    QElapsedTimer m_elapsed;
    Clock m_clock;
    std::string m_lastReason;
    int m_statusOfOutput = 0; ///< to end with where nothing else has failed
    bool m_wasComplete = false;
    bool m_hasOutput = true;
    bool m_hasEnded = false;
};

} // namespace touchline
