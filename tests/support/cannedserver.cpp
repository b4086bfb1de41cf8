// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cannedserver.h"

#include <QHostAddress>
#include <QTcpSocket>

namespace touchline::test {

namespace {

void sendBlanks(QTcpSocket &socket)
{
    if (socket.bytesToWrite() == 0)
        socket.write(QByteArray(1 << 20, ' '));
}

} // namespace

CannedServer::CannedServer(Answer answer, Then then) : m_server(this), m_answer(std::move(answer))
{
    connect(&m_server, &QTcpServer::newConnection, this, [this, then] {
        while (QTcpSocket *const socket = m_server.nextPendingConnection()) {
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, then] {
                ++m_requests;
                if (const auto bytes = m_answer(socket->readAll())) {
                    socket->write(*bytes);
                    if (then == Then::HangsUp)
                        socket->disconnectFromHost();
                    else
                        connect(socket, &QTcpSocket::bytesWritten, socket, [socket] { sendBlanks(*socket); });
                }
            });
        }
    });
    m_server.listen(QHostAddress::LocalHost);
}

QString CannedServer::url(const char *scheme) const
{
    return QStringLiteral("%1://127.0.0.1:%2").arg(QLatin1String(scheme)).arg(port());
}

QByteArray httpAnswer(int status, const QByteArray &body, const QByteArray &headers)
{
    return "HTTP/1.1 " + QByteArray::number(status) +
           " Answer\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n" +
           headers + "\r\n" + body;
}

QString deadUrl(const char *scheme)
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return QStringLiteral("%1://127.0.0.1:%2").arg(QLatin1String(scheme)).arg(server.serverPort());
}

} // namespace touchline::test
