// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/demoexchange.h"
#include "app/common/feedlog.h"
#include "app/common/performancelog.h"
#include "app/common/tracefile.h"
#include "app/desktop/desktoparguments.h"
#include "app/desktop/desktopwindow.h"
#include "app/desktop/faultlab.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace touchline {

/// One run of touchline: its windows, the thread of their feeds, and the demo exchange while it is wanted.
class DesktopRun : public QObject {
    Q_OBJECT

public:
    DesktopRun(DesktopArguments arguments, Log &log, QObject *parent = nullptr);
    ~DesktopRun() override;

    void start();
    /// Closes all windows, the first one last: its place is the one that is remembered.
    void quit();

    /// What the feed thread does goes into `trace`, which must outlive this.
    void traceFeed(TraceFile &trace);

    /// Those that are open, oldest first.
    [[nodiscard]] std::vector<MainWindow *> windows() const;

signals:
    void ended(int exitCode);

private:
    DesktopWindow &addWindow(DesktopWindow::Wanted wanted);
    void connectWindow(DesktopWindow &window);
    void openFurther(DesktopWindow &beside);
    void onClosed(DesktopWindow &window);
    void open(DesktopWindow &window, const FeedSource &source);
    [[nodiscard]] FeedSource sourceFor(const QString &exchange, const QString &symbol);
    void startDemo();
    void onDemoReady(const VenueHosts &hosts);
    void onDemoFailed(const Error &error);
    void onInstruments(DesktopWindow &window, const QString &exchange);
    void takeScreenshot();
    void logPerformance();

    DesktopArguments m_arguments;
    Log &m_log;
    FeedLog m_feedLog; ///< used on the feed thread only
    PerformanceLog m_performanceLog;
    std::unique_ptr<DemoExchange> m_demo; ///< ends after the feeds that are connected to it
    FeedThread m_feeds;
    std::vector<std::unique_ptr<DesktopWindow>> m_windows; ///< oldest first
    std::vector<std::unique_ptr<DesktopWindow>> m_closed;  ///< about to end
    std::unique_ptr<FaultLab> m_faultLab;                  ///< while there is a demo exchange
    QTimer m_screenshot;
    QTimer m_performanceTick;
    std::optional<VenueHosts> m_demoHosts;
    LatencyWaterfall m_closedLatency; ///< of windows that were closed
};

} // namespace touchline
