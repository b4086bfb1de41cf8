// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/clientsocket.h"

#include <QTcpSocket>
#include <QWebSocket>

namespace touchline {

namespace {

/// What the client sends goes nowhere, so that not even pings are answered. That it leaves is noticed.
void mute(const QWebSocket &socket, const QObject &server)
{
    for (auto *const tcp : socket.findChildren<QTcpSocket *>() + server.findChildren<QTcpSocket *>()) {
        if (tcp->peerPort() != socket.peerPort())
            continue;
        QObject::disconnect(tcp, &QIODevice::readyRead, nullptr, nullptr);
        QObject::connect(tcp, &QIODevice::readyRead, tcp, [tcp] { tcp->readAll(); });
    }
}

} // namespace

void endLine(QWebSocket &socket, const LineEnd &lineEnd, const QObject &server)
{
    switch (lineEnd.kind) {
    case LineEnd::Kind::Mute:
        return mute(socket, server);
    case LineEnd::Kind::Abort:
        return socket.abort();
    case LineEnd::Kind::Close:
        return socket.close(static_cast<QWebSocketProtocol::CloseCode>(lineEnd.closeCode));
    }
}

bool sendTo(QWebSocket &socket, const Outgoing &outgoing)
{
    switch (outgoing.kind) {
    case Outgoing::Kind::Text:
        socket.sendTextMessage(QString::fromStdString(outgoing.text));
        return true;
    case Outgoing::Kind::Ping:
        socket.ping(QByteArray::fromStdString(outgoing.text));
        return true;
    case Outgoing::Kind::Close:
        socket.close(QWebSocketProtocol::CloseCodePolicyViolated, QString::fromStdString(outgoing.text));
        return false;
    }
    return false;
}

} // namespace touchline
