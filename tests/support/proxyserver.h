// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpServer>

class QTcpSocket;

namespace touchline::test {

/// An HTTP proxy for servers on loopback ports: tunnels for CONNECT, and requests with a whole URL.
class ProxyServer : public QObject {
    Q_OBJECT

public:
    ProxyServer();

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] int tunnels() const { return m_tunnels; }
    /// Connections for requests with a whole URL.
    [[nodiscard]] int forwarded() const { return m_forwarded; }

private:
    void accept(QTcpSocket *client);
    void onHead(QTcpSocket *client);
    void join(QTcpSocket *client, quint16 port, const QByteArray &first);

    QTcpServer m_server;
    int m_tunnels = 0;
    int m_forwarded = 0;
};

} // namespace touchline::test
