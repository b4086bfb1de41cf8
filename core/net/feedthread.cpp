// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedthread.h"

#include <utility>

namespace touchline {

FeedThread::FeedThread(FeedObserver observer, QObject *parent)
    : QObject(parent),
      m_desk(new FeedDesk(std::move(observer)))
{
    qRegisterMetaType<InstrumentList>();
    qRegisterMetaType<Error>();
    qRegisterMetaType<ReportFrame>();
    qRegisterMetaType<PerformanceView>();
    m_thread.setObjectName(QStringLiteral("feed"));
    m_desk->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_desk, &QObject::deleteLater);
    connect(m_desk, &FeedDesk::frameRefused, this, &FeedThread::frameRefused);
    connect(m_desk, &FeedDesk::recordingFailed, this, &FeedThread::recordingFailed);
    connect(m_desk, &FeedDesk::recordsDropped, this, &FeedThread::recordsDropped);
    m_thread.start();
}

FeedThread::~FeedThread()
{
    run([this](FeedDesk &) { m_thread.quit(); });
    m_thread.wait();
}

void FeedThread::run(std::function<void(FeedDesk &)> task)
{
    QMetaObject::invokeMethod(m_desk, [desk = m_desk, task = std::move(task)] { task(*desk); });
}

} // namespace touchline
