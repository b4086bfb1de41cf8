// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/relay.h"

#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>

namespace touchline::test {

namespace {

std::unique_ptr<QTcpServer> serverFor(const std::optional<QSslConfiguration> &tls)
{
    if (!tls)
        return std::make_unique<QTcpServer>();
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(*tls);
    return server;
}

/// From one to the other while `link` lives, and no longer connected than the other.
void pass(QTcpSocket *from, QTcpSocket *to, QObject *link)
{
    QObject::connect(from, &QTcpSocket::readyRead, link, [from, to] { to->write(from->readAll()); });
    QObject::connect(from, &QTcpSocket::disconnected, link, [to] { to->disconnectFromHost(); });
    QObject::connect(from, &QTcpSocket::disconnected, from, &QObject::deleteLater);
}

} // namespace

Relay::Relay(quint16 target, const Front &front) : m_target(target), m_server(serverFor(front.tls))
{
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket *const client = m_server->nextPendingConnection())
            accept(client);
    });
    m_server->listen(front.address);
}

Relay::~Relay() = default;

bool Relay::isListening() const
{
    return m_server->isListening();
}

std::string Relay::url(const char *scheme) const
{
    const QString address = m_server->serverAddress().toString();
    const bool isV6 = m_server->serverAddress().protocol() == QAbstractSocket::IPv6Protocol;
    return QStringLiteral("%1://%2:%3")
        .arg(QLatin1String(scheme), isV6 ? QLatin1Char('[') + address + QLatin1Char(']') : address)
        .arg(m_server->serverPort())
        .toStdString();
}

void Relay::accept(QTcpSocket *client)
{
    ++m_connections;
    auto *const server = new QTcpSocket(client);
    auto *const link = new QObject(client);
    connect(this, &Relay::wentDead, link, &QObject::deleteLater);
    pass(client, server, link);
    pass(server, client, link);
    connect(server, &QTcpSocket::connected, link, [client, server] { server->write(client->readAll()); });
    server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
}

} // namespace touchline::test
