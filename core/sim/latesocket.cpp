// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/latesocket.h"

#include <memory>
#include <utility>

namespace touchline {

LateSocket::LateSocket(const Duration *wait, QObject *parent)
    : QTcpSocket(parent),
      m_wait(wait),
      m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &LateSocket::writeHeld);
}

qint64 LateSocket::writeData(const char *data, qint64 size)
{
    if (!m_timer.isActive()) {
        if (*m_wait == Duration::zero())
            return QTcpSocket::writeData(data, size);
        m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(*m_wait));
    }
    m_held.append(data, size);
    return size;
}

void LateSocket::writeHeld()
{
    const QByteArray held = std::exchange(m_held, {});
    write(held);
}

void LateSocketServer::writeLate(Duration wait, const std::function<void()> &write)
{
    m_wait = wait;
    write();
    m_wait = Duration::zero();
}

void LateSocketServer::incomingConnection(qintptr descriptor)
{
    auto socket = std::make_unique<LateSocket>(&m_wait, this);
    if (socket->setSocketDescriptor(descriptor))
        addPendingConnection(socket.release());
}

} // namespace touchline
