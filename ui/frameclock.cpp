// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frameclock.h"

#include <QEvent>
#include <QScreen>
#include <QWidget>
#include <QWindow>

#include <algorithm>

namespace touchline {

namespace {

constexpr std::chrono::seconds unseenInterval{1};

} // namespace

FrameClock::FrameClock(QWidget &window) : QObject(&window), m_window(window)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &FrameClock::tick);
    m_unseen.setInterval(unseenInterval);
    connect(&m_unseen, &QTimer::timeout, this, &FrameClock::unseen);
    m_window.installEventFilter(this);
    follow();
}

bool FrameClock::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Show:
        // The native window exists only from now on; it is the one that knows whether it is covered.
        if (watched == &m_window && m_window.windowHandle() != nullptr)
            m_window.windowHandle()->installEventFilter(this);
        break;
    case QEvent::Hide:
    case QEvent::Expose:
    case QEvent::WindowStateChange:
    case QEvent::ScreenChangeInternal:
        break;
    default:
        return false;
    }
    // Whether it is exposed is settled only after the event has been handled.
    QMetaObject::invokeMethod(this, &FrameClock::follow, Qt::QueuedConnection);
    return false;
}

bool FrameClock::isVisible() const
{
    const QWindow *handle = m_window.windowHandle();
    return m_window.isVisible() && !m_window.isMinimized() && handle != nullptr && handle->isExposed();
}

int FrameClock::intervalMs() const
{
    const QScreen *screen = m_window.screen();
    const double rate = screen == nullptr ? 60.0 : std::clamp(screen->refreshRate(), 1.0, 60.0);
    return static_cast<int>(1000.0 / rate);
}

void FrameClock::follow()
{
    const bool wasRunning = isRunning();
    if (!isVisible()) {
        m_timer.stop();
        m_lastFrame.reset();
    } else if (!wasRunning || m_timer.interval() != intervalMs()) {
        m_timer.start(intervalMs());
    }
    if (isRunning() || !m_window.isVisible())
        m_unseen.stop();
    else if (!m_unseen.isActive())
        m_unseen.start();
    if (isRunning() != wasRunning)
        emit runningChanged(isRunning());
}

void FrameClock::tick()
{
    const Instant now = m_clock.now();
    m_isAfterPause = !m_lastFrame;
    if (m_lastFrame)
        m_longestGap = std::max(m_longestGap, now - *m_lastFrame);
    m_lastFrame = now;
    ++m_frames;
    emit frame();
}

} // namespace touchline
