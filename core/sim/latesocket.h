// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QByteArray>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <functional>

namespace touchline {

/// A server's socket that can keep what is written to it for a while. An HTTP answer that is held back by its
/// responder instead would outlive its client, and Qt 6.4 does not tell the responder that the client is
/// gone.
class LateSocket : public QTcpSocket {
    Q_OBJECT

public:
    /// While `*wait` is above zero, what is written waits for so long; all that is written behind it, too.
    LateSocket(const Duration *wait, QObject *parent);

protected:
    qint64 writeData(const char *data, qint64 size) override;

private:
    void writeHeld();

    const Duration *m_wait;
    QByteArray m_held;
    QTimer m_timer;
};

/// Accepts connections on LateSockets.
class LateSocketServer : public QTcpServer {
    Q_OBJECT

public:
    using QTcpServer::QTcpServer;

    /// What `write` writes to a socket of this server leaves after `wait`.
    void writeLate(Duration wait, const std::function<void()> &write);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    Duration m_wait{};
};

} // namespace touchline
