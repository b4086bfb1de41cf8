// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/demoexchange.h"
#include "app/common/feedlog.h"
#include "app/common/performancelog.h"
#include "app/common/tracefile.h"
#include "app/desktop/desktoparguments.h"
#include "app/desktop/faultlab.h"
#include "net/feedcontroller.h"
#include "ui/mainwindow.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace touchline {

/// One run of touchline: the window, its feed, and the demo exchange while it is wanted.
class DesktopRun : public QObject {
    Q_OBJECT

public:
    DesktopRun(DesktopArguments arguments, Log &log, QObject *parent = nullptr);
    ~DesktopRun() override;

    void start();

    /// What the feed thread does goes into `trace`, which must outlive this.
    void traceFeed(TraceFile &trace);

    [[nodiscard]] MainWindow &window() { return m_window; }

signals:
    void ended(int exitCode);

private:
    void open(FeedSource source);
    void select(const QString &exchange, const QString &symbol);
    void openDemo(FeedSource source);
    void onInstruments(const QString &exchange, const InstrumentList &instruments);
    void onFailed(const Error &error);
    void takeScreenshot();

    void logPerformance();

    DesktopArguments m_arguments;
    Log &m_log;
    FeedLog m_feedLog; ///< used on the feed thread only
    PerformanceLog m_performanceLog;
    std::unique_ptr<DemoExchange> m_demo; ///< ends after the feed that is connected to it
    FeedController m_controller;
    MainWindow m_window;
    std::unique_ptr<FaultLab> m_faultLab; ///< while there is a demo exchange
    QTimer m_screenshot;
    QTimer m_performanceTick;
    std::optional<VenueHosts> m_demoHosts;
    FeedSource m_waitingForDemo;
    bool m_wasLive = false;
    bool m_wasSelected = false; ///< by hand, so that a failure is no longer one of the command line
};

} // namespace touchline
