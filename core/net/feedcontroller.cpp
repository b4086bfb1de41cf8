// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedcontroller.h"

namespace touchline {

FeedController::FeedController(FeedThread &thread, QObject *parent)
    : QObject(parent),
      m_thread(thread),
      m_mailbox(std::make_shared<ViewMailbox>()),
      m_viewer(new FeedViewer(m_mailbox))
{
    m_thread.take(*m_viewer);
    connect(m_viewer, &FeedViewer::instrumentsLoaded, this, &FeedController::instrumentsLoaded);
    connect(m_viewer, &FeedViewer::failed, this, &FeedController::failed);
    connect(m_viewer, &FeedViewer::finished, this, &FeedController::finished);
    connect(m_viewer, &FeedViewer::performanceTaken, this, &FeedController::performanceTaken);
    m_thread.run([viewer = m_viewer](FeedDesk &) { viewer->poster().followTurns(); });
}

FeedController::~FeedController()
{
    m_thread.run([viewer = m_viewer](FeedDesk &desk) {
        desk.leave(*viewer);
        delete viewer;
    });
}

void FeedController::open(const FeedSource &source)
{
    const std::uint64_t selection = ++m_selection;
    m_thread.run(
        [viewer = m_viewer, source, selection](FeedDesk &desk) { desk.look(*viewer, source, selection); });
}

void FeedController::reconnect()
{
    m_thread.run([viewer = m_viewer](FeedDesk &desk) { desk.reconnect(*viewer); });
}

void FeedController::setScope(const std::optional<ViewScope> &scope)
{
    m_thread.run([viewer = m_viewer, scope](FeedDesk &) { viewer->poster().setScope(scope); });
}

void FeedController::requestPerformance()
{
    m_thread.run([viewer = m_viewer](FeedDesk &desk) {
        emit viewer->performanceTaken(desk.takePerformance(*viewer));
    });
}

std::optional<FeedView> FeedController::takeView()
{
    auto posted = m_mailbox->take();
    if (!posted || posted->selection != m_selection)
        return std::nullopt;
    return std::move(posted->view);
}

} // namespace touchline
