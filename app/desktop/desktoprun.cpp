// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktoprun.h"

#include "app/common/commandline.h"
#include "app/common/sourceoptions.h"
#include "ui/panes/faultlabdock.h"
#include "ui/panes/symbolpicker.h"
#include "venues/venuecapabilities.h"
#include "venues/venuetable.h"

#include <QUrl>

#include <algorithm>
#include <utility>

namespace touchline {

namespace {

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

/// The addresses of the demo are of no use to anybody: it is inside this program.
QList<QPair<QString, QString>> factsOf(const Venue &venue, const VenueHosts &hosts)
{
    QList<QPair<QString, QString>> facts;
    for (const Capability &capability : capabilitiesOf(venue))
        facts.append({text(capability.name), text(capability.value)});
    if (!hosts.ws.empty())
        facts.append({DesktopRun::tr("Stream from"), text(hosts.ws)});
    if (!hosts.rest.empty() && usesRest(venue))
        facts.append({DesktopRun::tr("Requests to"), text(hosts.rest)});
    return facts;
}

/// Of the stream, as the book comes from there, or else of what is asked for. Empty: both are the venue's
/// own.
QString otherHost(const Venue &venue, const VenueHosts &hosts)
{
    const VenueHosts own = venue.hosts();
    if (hosts.ws == own.ws && hosts.rest == own.rest)
        return {};
    return QUrl(text(hosts.ws == own.ws ? hosts.rest : hosts.ws)).authority();
}

ExchangeChoice choiceOf(const Venue &venue, const VenueHosts &hosts)
{
    return {text(venue.name()), text(venue.title()), factsOf(venue, hosts), otherHost(venue, hosts)};
}

/// What the picker offers. A recording is of one exchange, whichever it says.
std::vector<ExchangeChoice> exchangeChoices(const FeedSource &source)
{
    std::vector<ExchangeChoice> choices;
    for (const Venue *venue : allVenues()) {
        // Hosts of the command line belong to the exchange that was named there.
        const bool isNamed = source.venue == venue && !source.isReplay();
        if (!source.isReplay() || source.venue == venue)
            choices.push_back(choiceOf(*venue, isNamed ? source.hosts : venue->hosts()));
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
      m_feeds([this](BookFeed &feed, FeedChange::Kind kind, Instant) { m_feedLog.onChange(feed, kind); })
{
    connect(&m_performanceTick, &QTimer::timeout, this, &DesktopRun::logPerformance);
    connect(&m_feeds, &FeedThread::frameRefused, this, [this](const ReportFrame &report) {
        m_feedLog.onRefusedFrame(report);
    });
    connect(&m_feeds, &FeedThread::recordsDropped, this, [this](quint64 inAll) {
        m_feedLog.onRecordsDropped(inAll);
    });
    connect(&m_feeds, &FeedThread::recordingFailed, this, [](const Error &error) {
        static_cast<void>(reportFailure(error));
    });
    m_screenshot.setSingleShot(true);
    connect(&m_screenshot, &QTimer::timeout, this, &DesktopRun::takeScreenshot);
}

DesktopRun::~DesktopRun()
{
    logPerformance();
}

void DesktopRun::start()
{
    if (m_log.isOpen())
        m_performanceTick.start(PerformanceLog::interval);
    if (!m_arguments.screenshotPath.isEmpty())
        m_screenshot.start(m_arguments.screenshotAfter);
    std::vector<std::string> symbols = m_arguments.source.symbols;
    if (symbols.empty())
        symbols.emplace_back();
    for (const std::string &symbol : symbols) {
        FeedSource source = m_arguments.source;
        source.symbols.assign(symbol.empty() ? 0 : 1, symbol);
        DesktopWindow &added = addWindow(DesktopWindow::Wanted::ByCommandLine);
        if (source.venue && !source.isReplay())
            added.window().expectMarket(text(source.venue->name()), QString::fromStdString(symbol));
        added.window().show();
        open(added, source);
    }
}

std::vector<MainWindow *> DesktopRun::windows() const
{
    std::vector<MainWindow *> open;
    for (const auto &window : m_windows)
        open.push_back(&window->window());
    return open;
}

DesktopWindow &DesktopRun::addWindow(DesktopWindow::Wanted wanted)
{
    const auto open = windows();
    DesktopWindow &added = *m_windows.emplace_back(std::make_unique<DesktopWindow>(m_feeds, wanted));
    added.window().setExchanges(exchangeChoices(m_arguments.source));
    FaultLab::offerKinds(added.window().faultLab());
    if (m_faultLab)
        m_faultLab->add(added.window().faultLab());
    if (!open.empty())
        added.window().placeBeside({open.begin(), open.end()});
    connectWindow(added);
    return added;
}

void DesktopRun::connectWindow(DesktopWindow &window)
{
    connect(
        &window, &DesktopWindow::selectRequested, this,
        [this, &window](const QString &exchange, const QString &symbol) {
            open(window, sourceFor(exchange, symbol));
        });
    connect(&window, &DesktopWindow::instrumentsLoaded, this, [this, &window](const QString &exchange) {
        onInstruments(window, exchange);
    });
    connect(&window, &DesktopWindow::failedAtStart, this, [this](const Error &error) {
        emit ended(reportFailure(error));
    });
    connect(
        &window.window(), &MainWindow::newWindowRequested, this, [this, &window] { openFurther(window); });
    connect(&window.window(), &MainWindow::quitRequested, this, &DesktopRun::quit);
    connect(&window.window(), &MainWindow::closed, this, [this, &window] { onClosed(window); });
    connect(&window.window(), &MainWindow::themeChosen, this, [this](ThemeChoice choice) {
        for (MainWindow *const other : windows())
            other->setThemeChoice(choice);
    });
}

void DesktopRun::openFurther(DesktopWindow &beside)
{
    const FeedView &shown = beside.window().shown();
    const QString exchange = QString::fromStdString(shown.exchange);
    const QString symbol = QString::fromStdString(shown.instrument->symbol);
    beside.window().saveChoices();
    DesktopWindow &added = addWindow(DesktopWindow::Wanted::ByHand);
    if (!exchange.isEmpty())
        added.window().expectMarket(exchange, symbol);
    added.window().show();
    open(added, exchange.isEmpty() ? beside.source() : sourceFor(exchange, symbol));
}

/// The last one ends the program; what it knows is still asked for.
void DesktopRun::onClosed(DesktopWindow &window)
{
    const auto at = std::find_if(
        m_windows.begin(), m_windows.end(), [&window](const auto &one) { return one.get() == &window; });
    if (at == m_windows.end() || m_windows.size() == 1)
        return;
    m_closedLatency.merge(window.window().latency());
    // It is in the middle of its own signal.
    m_closed.push_back(std::move(*at));
    m_windows.erase(at);
    QMetaObject::invokeMethod(
        this, [this] { m_closed.clear(); }, Qt::QueuedConnection);
}

void DesktopRun::quit()
{
    auto open = windows();
    std::for_each(open.rbegin(), open.rend(), [](MainWindow *window) { window->close(); });
}

void DesktopRun::logPerformance()
{
    if (!m_log.isOpen())
        return;
    // The windows' part as it is now: the feed thread must not look at what this thread changes.
    const auto ofWindows = std::make_shared<LatencyWaterfall>(m_closedLatency);
    for (const MainWindow *const window : windows())
        ofWindows->merge(window->latency());
    m_feeds.run([this, ofWindows](FeedDesk &desk) {
        PerformanceView performance = desk.takePerformance();
        addStages(performance, *ofWindows);
        m_performanceLog.write(performance);
    });
}

void DesktopRun::traceFeed(TraceFile &trace)
{
    m_feeds.run([&trace](FeedDesk &) { trace.enterThread("feed"); });
}

void DesktopRun::open(DesktopWindow &window, const FeedSource &source)
{
    const bool needsDemo = SourceOptions::needsDemo(source);
    window.window().faultLab().setOffered(needsDemo);
    if (!needsDemo)
        return window.open(source);
    window.await(source);
    if (m_demoHosts)
        onDemoReady(*m_demoHosts);
    else if (!m_demo)
        startDemo();
}

FeedSource DesktopRun::sourceFor(const QString &exchange, const QString &symbol)
{
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
    return source;
}

void DesktopRun::startDemo()
{
    m_demo = std::make_unique<DemoExchange>(m_arguments.demoRate);
    m_faultLab = std::make_unique<FaultLab>(*m_demo);
    for (MainWindow *const window : windows())
        m_faultLab->add(window->faultLab());
    connect(m_demo.get(), &DemoExchange::failed, this, &DesktopRun::onDemoFailed);
    connect(m_demo.get(), &DemoExchange::ready, this, &DesktopRun::onDemoReady);
    m_demo->start();
}

void DesktopRun::onDemoReady(const VenueHosts &hosts)
{
    m_demoHosts = hosts;
    for (const auto &window : m_windows) {
        if (!window->isWaiting())
            continue;
        FeedSource source = window->source();
        source.hosts = hosts;
        window->open(source);
    }
}

void DesktopRun::onDemoFailed(const Error &error)
{
    for (const auto &window : m_windows) {
        if (window->isWaiting())
            window->fail(error);
    }
}

void DesktopRun::onInstruments(DesktopWindow &window, const QString &exchange)
{
    if (!m_arguments.source.isReplay())
        return;
    const Venue *const venue = findVenue(exchange.toStdString());
    window.window().setExchanges(
        {{exchange, tr("Recording of %1").arg(venue ? text(venue->title()) : exchange)}});
}

void DesktopRun::takeScreenshot()
{
    const auto saved = m_windows.front()->window().saveScreenshot(m_arguments.screenshotPath);
    emit ended(saved ? static_cast<int>(ExitCode::Done) : reportFailure(saved.error()));
}

} // namespace touchline
