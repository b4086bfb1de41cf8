// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/simserverthread.h"

#include <utility>

namespace touchline {

SimServerThread::SimServerThread(SimExchange exchange, QObject *parent)
    : QObject(parent),
      m_context(new QObject),
      m_exchange(std::move(exchange))
{
    m_thread.setObjectName(QStringLiteral("exchange"));
    m_context->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
    m_thread.start();
}

SimServerThread::~SimServerThread()
{
    m_thread.quit();
    m_thread.wait();
}

void SimServerThread::start(quint16 port)
{
    QMetaObject::invokeMethod(m_context, [this, port] {
        // Made here and not moved here: Qt's HTTP server has parts that would stay behind.
        m_server = new ExchangeServer(std::move(m_exchange), m_context);
        connect(m_server, &ExchangeServer::replayFinished, this, &SimServerThread::replayFinished);
        const auto bound = m_server->listen(port);
        if (bound)
            emit listening(*bound);
        else
            emit failed(QString::fromStdString(bound.error().detail));
    });
}

} // namespace touchline
