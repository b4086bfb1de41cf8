// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/simserverthread.h"

namespace touchline {

SimServerThread::SimServerThread(SimExchange exchange, QObject *parent)
    : QObject(parent),
      m_server(new ExchangeServer(std::move(exchange)))
{
    m_thread.setObjectName(QStringLiteral("exchange"));
    m_server->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_server, &QObject::deleteLater);
    connect(m_server, &ExchangeServer::replayFinished, this, &SimServerThread::replayFinished);
    m_thread.start();
}

SimServerThread::~SimServerThread()
{
    m_thread.quit();
    m_thread.wait();
}

void SimServerThread::start(quint16 port)
{
    QMetaObject::invokeMethod(m_server, [this, port] {
        const auto bound = m_server->listen(port);
        if (bound)
            emit listening(*bound);
        else
            emit failed(QString::fromStdString(bound.error().detail));
    });
}

void SimServerThread::setFaults(FaultPlan plan)
{
    QMetaObject::invokeMethod(m_server, [this, plan = std::move(plan)]() mutable {
        m_server->faults().setPlan(std::move(plan), m_server->now());
    });
}

void SimServerThread::injectFault(FaultKind kind)
{
    QMetaObject::invokeMethod(m_server, [this, kind] { m_server->faults().once(kind); });
}

void SimServerThread::stopFaults()
{
    QMetaObject::invokeMethod(m_server, [this] { m_server->faults().stop(); });
}

void SimServerThread::countFaults()
{
    QMetaObject::invokeMethod(m_server, [this] { emit faultsCounted(m_server->faults().counts()); });
}

} // namespace touchline
