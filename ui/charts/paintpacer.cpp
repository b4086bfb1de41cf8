// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/paintpacer.h"

#include <QEvent>
#include <QWidget>

#include <algorithm>

namespace touchline {

namespace {

constexpr qint64 shortestGapMs = 100;

} // namespace

PaintPacer::PaintPacer(QWidget *watched) : QObject(watched), m_watched(watched)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &PaintPacer::paintNow);
    watched->installEventFilter(this);
}

void PaintPacer::request()
{
    m_isRequested = true;
    if (m_watched->isVisible() && !m_timer.isActive())
        schedule();
}

void PaintPacer::schedule()
{
    const qint64 elapsed = m_sinceLast.isValid() ? m_sinceLast.elapsed() : shortestGapMs;
    m_timer.start(static_cast<int>(std::clamp<qint64>(shortestGapMs - elapsed, 0, shortestGapMs)));
}

void PaintPacer::paintNow()
{
    if (!m_isRequested || !m_watched->isVisible())
        return;
    m_isRequested = false;
    m_sinceLast.start();
    emit due();
}

bool PaintPacer::eventFilter(QObject *object, QEvent *event)
{
    if (object == m_watched && event->type() == QEvent::Show && m_isRequested)
        m_timer.start(0);
    return QObject::eventFilter(object, event);
}

} // namespace touchline
