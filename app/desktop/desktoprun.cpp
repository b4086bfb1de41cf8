// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktoprun.h"

#include "app/common/commandline.h"
#include "app/common/sourceoptions.h"
#include "venues/venuetable.h"

namespace touchline {

DesktopRun::DesktopRun(DesktopArguments arguments, QObject *parent)
    : QObject(parent),
      m_arguments(std::move(arguments)),
      m_window([this] {
          auto view = m_controller.takeView();
          m_wasLive = m_wasLive || (view && view->status.isLive());
          return view;
      })
{
    connect(&m_window, &MainWindow::selectRequested, this, &DesktopRun::select);
    connect(&m_window, &MainWindow::reconnectRequested, &m_controller, &FeedController::reconnect);
    connect(&m_controller, &FeedController::failed, this, &DesktopRun::onFailed);
    m_screenshot.setSingleShot(true);
    connect(&m_screenshot, &QTimer::timeout, this, &DesktopRun::takeScreenshot);
}

void DesktopRun::start()
{
    m_window.show();
    if (!m_arguments.screenshotPath.isEmpty())
        m_screenshot.start(m_arguments.screenshotAfter);
    open(m_arguments.source);
}

void DesktopRun::open(FeedSource source)
{
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
    connect(m_demo.get(), &DemoExchange::failed, this, &DesktopRun::onFailed);
    connect(m_demo.get(), &DemoExchange::ready, this, [this](const VenueHosts &hosts) {
        m_demoHosts = hosts;
        openDemo(m_waitingForDemo);
    });
    m_demo->start();
}

void DesktopRun::onFailed(const Error &error)
{
    // A command line that names what cannot be shown is answered where it was given.
    const bool isOfCommandLine = !m_wasLive && !m_wasSelected;
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
