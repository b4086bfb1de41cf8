// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QObject>
#include <QSslConfiguration>
#include <QString>

#include <memory>
#include <optional>

class QTcpServer;
class QTcpSocket;

namespace touchline::test {

/// Passes each connection on to a loopback port: with TLS in front of a server that has none, on another
/// address, or over a link that goes dead.
class Relay : public QObject {
    Q_OBJECT

public:
    struct Front {
        QHostAddress address = QHostAddress(QHostAddress::LocalHost);
        std::optional<QSslConfiguration> tls = {};
    };

    Relay(quint16 target, const Front &front);
    ~Relay() override;

    [[nodiscard]] bool isListening() const;
    /// "SCHEME://ADDRESS:PORT".
    [[nodiscard]] std::string url(const char *scheme) const;
    /// What is connected now stays so, but nothing comes through any more. New connections work.
    void goDead() { emit wentDead(); }
    [[nodiscard]] int connections() const { return m_connections; }

signals:
    void wentDead();

private:
    void accept(QTcpSocket *client);

    quint16 m_target;
    std::unique_ptr<QTcpServer> m_server;
    int m_connections = 0;
};

} // namespace touchline::test
