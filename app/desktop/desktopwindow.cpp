// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopwindow.h"

#include "app/common/sourceoptions.h"
#include "ui/panes/faultlabdock.h"

namespace touchline {

DesktopWindow::DesktopWindow(FeedThread &thread, Wanted wanted, QObject *parent)
    : QObject(parent),
      m_controller(thread),
      m_window([this] { return takeView(); }),
      m_wanted(wanted)
{
    m_controller.setScope(m_window.scope());
    connect(&m_window, &MainWindow::scopeChanged, &m_controller, &FeedController::setScope);
    connect(&m_window, &MainWindow::reconnectRequested, &m_controller, &FeedController::reconnect);
    connect(&m_window, &MainWindow::performanceRequested, &m_controller, &FeedController::requestPerformance);
    connect(&m_controller, &FeedController::performanceTaken, &m_window, &MainWindow::showPerformance);
    connect(&m_controller, &FeedController::failed, this, &DesktopWindow::fail);
    connect(
        &m_controller, &FeedController::instrumentsLoaded, this,
        [this](const QString &exchange, const InstrumentList &instruments) {
            emit instrumentsLoaded(exchange);
            m_window.setInstruments(instruments);
        });
    connect(
        &m_window, &MainWindow::selectRequested, this,
        [this](const QString &exchange, const QString &symbol) {
            m_wanted = Wanted::ByHand;
            emit selectRequested(exchange, symbol);
        });
}

std::optional<FeedView> DesktopWindow::takeView()
{
    auto view = m_controller.takeView();
    m_wasLive = m_wasLive || (view && view->status.isLive());
    return view;
}

void DesktopWindow::open(const FeedSource &source)
{
    m_source = source;
    m_isWaiting = false;
    m_controller.open(source);
}

void DesktopWindow::await(const FeedSource &source)
{
    m_source = source;
    m_isWaiting = true;
}

void DesktopWindow::fail(const Error &error)
{
    // A damaged recording can be shown up to its damage, which may be reached before the window's first
    // frame.
    const bool isShown = m_wasLive || error.code == ErrorCode::DamagedRecording;
    if (!isShown && m_wanted == Wanted::ByCommandLine)
        emit failedAtStart(error);
    else
        m_window.showSourceError(QString::fromStdString(error.detail));
}

} // namespace touchline
