// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktoprun.h"

#include "app/common/commandline.h"
#include "app/common/sourceoptions.h"
#include "ui/frameclock.h"
#include "ui/panes/faultlabdock.h"
#include "ui/panes/symbolpicker.h"
#include "venues/venuecapabilities.h"
#include "venues/venuetable.h"

namespace touchline {

namespace {

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QList<QPair<QString, QString>> factsOf(const Venue &venue)
{
    QList<QPair<QString, QString>> facts;
    for (const Capability &capability : capabilitiesOf(venue))
        facts.append({text(capability.name), text(capability.value)});
    return facts;
}

/// What the picker offers. A recording is of one exchange, whichever it says.
std::vector<ExchangeChoice> exchangeChoices(const FeedSource &source)
{
    std::vector<ExchangeChoice> choices;
    for (const Venue *venue : allVenues()) {
        if (!source.isReplay() || source.venue == venue)
            choices.push_back({text(venue->name()), text(venue->title()), factsOf(*venue)});
    }
    return choices;
}

} // namespace

DesktopRun::DesktopRun(DesktopArguments arguments, Log &log, QObject *parent)
    : QObject(parent),
      m_arguments(std::move(arguments)),
      m_log(log),
      m_feedLog(log),
      m_performanceLog(log),
      m_controller(
          [this](BookFeed &feed, FeedChange::Kind kind, Instant) { m_feedLog.onChange(feed, kind); }),
      m_window([this] {
          auto view = m_controller.takeView();
          m_wasLive = m_wasLive || (view && view->status.isLive());
          return view;
      })
{
    connect(&m_window, &MainWindow::selectRequested, this, &DesktopRun::select);
    m_controller.setScope(m_window.scope());
    connect(&m_window, &MainWindow::scopeChanged, &m_controller, &FeedController::setScope);
    connect(&m_window, &MainWindow::reconnectRequested, &m_controller, &FeedController::reconnect);
    connect(&m_controller, &FeedController::instrumentsLoaded, this, &DesktopRun::onInstruments);
    connect(&m_controller, &FeedController::failed, this, &DesktopRun::onFailed);
    connect(&m_window, &MainWindow::performanceRequested, &m_controller, &FeedController::requestPerformance);
    connect(&m_controller, &FeedController::performanceTaken, &m_window, &MainWindow::showPerformance);
    connect(&m_performanceTick, &QTimer::timeout, this, &DesktopRun::logPerformance);
    connect(&m_controller, &FeedController::frameRefused, this, [this](const ReportFrame &report) {
        m_feedLog.onRefusedFrame(report);
    });
    connect(&m_controller, &FeedController::recordsDropped, this, [this](quint64 inAll) {
        m_feedLog.onRecordsDropped(inAll);
    });
    connect(&m_controller, &FeedController::recordingFailed, this, [](const Error &error) {
        static_cast<void>(reportFailure(error));
    });
    m_window.setExchanges(exchangeChoices(m_arguments.source));
    FaultLab::offerKinds(m_window.faultLab());
    m_screenshot.setSingleShot(true);
    connect(&m_screenshot, &QTimer::timeout, this, &DesktopRun::takeScreenshot);
}

void DesktopRun::start()
{
    const FeedSource &source = m_arguments.source;
    if (source.venue && !source.isReplay()) {
        const QString symbol =
            source.symbols.empty() ? QString() : QString::fromStdString(source.symbols.front());
        m_window.expectMarket(text(source.venue->name()), symbol);
    }
    m_window.show();
    if (m_log.isOpen())
        m_performanceTick.start(PerformanceLog::interval);
    if (!m_arguments.screenshotPath.isEmpty())
        m_screenshot.start(m_arguments.screenshotAfter);
    open(m_arguments.source);
}

DesktopRun::~DesktopRun()
{
    logPerformance();
}

void DesktopRun::logPerformance()
{
    if (!m_log.isOpen())
        return;
    // The window's part as it is now: the feed thread must not look at what this thread changes.
    const auto ofWindow = std::make_shared<const LatencyWaterfall>(m_window.latency());
    m_controller.runOnFeedThread([this, ofWindow] {
        PerformanceView performance = m_controller.takePerformance();
        addStages(performance, *ofWindow);
        m_performanceLog.write(performance);
    });
}

void DesktopRun::traceFeed(TraceFile &trace)
{
    m_controller.runOnFeedThread([&trace] { trace.enterThread("feed"); });
}

void DesktopRun::open(FeedSource source)
{
    m_window.faultLab().setOffered(SourceOptions::needsDemo(source));
    if (SourceOptions::needsDemo(source))
        openDemo(std::move(source));
    else
        m_controller.open(source);
}

void DesktopRun::select(const QString &exchange, const QString &symbol)
{
    m_wasSelected = true;
    FeedSource source = m_arguments.source;
    const Venue *const venue = findVenue(exchange.toStdString());
    if (!source.isReplay() && venue && venue != source.venue) {
        // Hosts and recordings of the command line belong to the exchange that was named there.
        source.venue = venue;
        source.hosts = venue->hosts();
        source.recordPath.clear();
        // Nor is the recording of that exchange begun anew, and so lost, on the way back.
        m_arguments.source.recordPath.clear();
    }
    source.symbols.clear();
    if (!symbol.isEmpty())
        source.symbols.push_back(symbol.toStdString());
    open(std::move(source));
}

void DesktopRun::openDemo(FeedSource source)
{
    if (m_demoHosts) {
        source.hosts = *m_demoHosts;
        m_controller.open(source);
        return;
    }
    m_waitingForDemo = std::move(source);
    if (m_demo)
        return;
    m_demo = std::make_unique<DemoExchange>(m_arguments.demoRate);
    m_faultLab = std::make_unique<FaultLab>(m_window.faultLab(), *m_demo);
    connect(m_demo.get(), &DemoExchange::failed, this, &DesktopRun::onFailed);
    connect(m_demo.get(), &DemoExchange::ready, this, [this](const VenueHosts &hosts) {
        m_demoHosts = hosts;
        openDemo(m_waitingForDemo);
    });
    m_demo->start();
}

void DesktopRun::onInstruments(const QString &exchange, const InstrumentList &instruments)
{
    if (m_arguments.source.isReplay()) {
        const Venue *const venue = findVenue(exchange.toStdString());
        m_window.setExchanges(
            {{exchange, tr("Recording of %1").arg(venue ? text(venue->title()) : exchange)}});
    }
    m_window.setInstruments(instruments);
}

void DesktopRun::onFailed(const Error &error)
{
    // A command line that names what cannot be shown is answered where it was given. A damaged recording can
    // be shown up to its damage, which may be reached before the window's first frame.
    const bool isShown = m_wasLive || error.code == ErrorCode::DamagedRecording;
    const bool isOfCommandLine = !isShown && !m_wasSelected;
    if (isOfCommandLine)
        emit ended(reportFailure(error));
    else
        m_window.showSourceError(QString::fromStdString(error.detail));
}

void DesktopRun::takeScreenshot()
{
    const auto saved = m_window.saveScreenshot(m_arguments.screenshotPath);
    emit ended(saved ? static_cast<int>(ExitCode::Done) : reportFailure(saved.error()));
}

} // namespace touchline
