// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/proxyserver.h"

#include <QTcpSocket>
#include <QUrl>

namespace touchline::test {

namespace {

void passOn(QTcpSocket *from, QTcpSocket *to)
{
    QObject::connect(from, &QTcpSocket::readyRead, to, [from, to] { to->write(from->readAll()); });
    QObject::connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::disconnectFromHost);
}

} // namespace

ProxyServer::ProxyServer()
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *const client = m_server.nextPendingConnection())
            accept(client);
    });
    m_server.listen(QHostAddress::LocalHost);
}

void ProxyServer::accept(QTcpSocket *client)
{
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    connect(client, &QTcpSocket::readyRead, this, [this, client] { onHead(client); });
}

void ProxyServer::onHead(QTcpSocket *client)
{
    if (!client->peek(64 * 1024).contains("\r\n\r\n"))
        return;
    const QByteArray head = client->readAll();
    const QByteArray target = head.split(' ').value(1);
    client->disconnect(this);
    if (head.startsWith("CONNECT ")) {
        ++m_tunnels;
        client->write("HTTP/1.1 200 Connection established\r\n\r\n");
        return join(client, target.split(':').value(1).toUShort(), {});
    }
    ++m_forwarded;
    const QUrl url = QUrl::fromEncoded(target);
    QByteArray request = head;
    request.replace(target, url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority));
    join(client, static_cast<quint16>(url.port()), request);
}

void ProxyServer::join(QTcpSocket *client, quint16 port, const QByteArray &first)
{
    auto *const server = new QTcpSocket(client);
    passOn(client, server);
    passOn(server, client);
    server->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    server->write(first);
}

} // namespace touchline::test
