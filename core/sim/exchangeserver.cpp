// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/exchangeserver.h"

#include <QHostAddress>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QHttpServerResponse>
#include <QTcpServer>
#include <QUrl>

#include <utility>

namespace touchline {

namespace {

constexpr int tickMillis = 10;

std::string targetOf(const QUrl &url)
{
    const QUrl target = url.adjusted(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    return target.toEncoded().toStdString();
}

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
void write(QHttpServerResponder &responder, const RestReply &reply)
{
    QHttpServerResponse response(
        QByteArray::fromStdString(reply.body), static_cast<QHttpServerResponse::StatusCode>(reply.status));
    QHttpHeaders headers;
    for (const auto &[name, value] : reply.headers)
        headers.append(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
    response.setHeaders(std::move(headers));
    responder.sendResponse(response);
}
#else
void write(QHttpServerResponder &responder, const RestReply &reply)
{
    responder.writeStatusLine(static_cast<QHttpServerResponder::StatusCode>(reply.status));
    for (const auto &[name, value] : reply.headers)
        responder.writeHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
    responder.writeHeader("Content-Length", QByteArray::number(qint64(reply.body.size())));
    responder.writeBody(QByteArray::fromStdString(reply.body));
}
#endif

} // namespace

ExchangeServer::ExchangeServer(SimExchange exchange, ServerLimits limits)
    : m_exchange(std::move(exchange)),
      m_limits(limits),
      m_timer(this)
{
    connect(&m_timer, &QTimer::timeout, this, &ExchangeServer::tick);
    m_timer.setTimerType(Qt::PreciseTimer);
}

ExchangeServer::~ExchangeServer()
{
    // A socket that closes while the clients are being destroyed must not look for itself among them.
    for (const auto &[id, client] : m_clients)
        client.socket->disconnect(this);
}

Expected<quint16> ExchangeServer::listen(quint16 port)
{
    auto tcp = std::make_unique<QTcpServer>();
    if (!tcp->listen(QHostAddress::LocalHost, port))
        return failure(
            ErrorCode::ConnectionFailed, "cannot listen on port " + std::to_string(port) +
                                             " of 127.0.0.1: " + tcp->errorString().toStdString() +
                                             "; choose another with --port");
    const quint16 bound = tcp->serverPort();
    openHttp(tcp.release());
    m_timer.start(tickMillis);
    return bound;
}

void ExchangeServer::openHttp(QTcpServer *tcp)
{
    m_http = std::make_unique<QHttpServer>();
    m_http->route(
        QStringLiteral("/<arg>"),
        [this](const QUrl &, const QHttpServerRequest &request, QHttpServerResponder &&responder) {
            answer(request, responder);
        });
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    m_http->addWebSocketUpgradeVerifier(
        this, [](const QHttpServerRequest &) { return QHttpServerWebSocketUpgradeResponse::accept(); });
#endif
    // Queued: Qt 6.4 touches the socket once more after it has announced it.
    connect(
        m_http.get(), &QAbstractHttpServer::newWebSocketConnection, this, &ExchangeServer::welcomeClients,
        Qt::QueuedConnection);
    m_http->bind(tcp); // takes ownership
}

void ExchangeServer::answer(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    // Qt 6.4 hands an upgraded connection over and yet asks for an answer to the request.
    if (!request.value("Upgrade").isEmpty())
        return;
    if (request.method() != QHttpServerRequest::Method::Get)
        return write(responder, RestReply{405, {}, {{"Allow", "GET"}}});
    const std::string address = request.remoteAddress().toString().toStdString();
    write(responder, m_exchange.get(targetOf(request.url()), now(), address));
}

void ExchangeServer::welcomeClients()
{
    while (auto socket = m_http->nextPendingWebSocketConnection())
        welcome(std::move(socket));
}

void ExchangeServer::welcome(std::unique_ptr<QWebSocket> socket)
{
    if (m_clients.size() >= m_limits.clients) {
        ++m_turnedAway;
        socket->close(QWebSocketProtocol::CloseCodePolicyViolated, QStringLiteral("too many connections"));
        socket->flush();
        socket.release()->deleteLater();
        return;
    }
    socket->setMaxAllowedIncomingFrameSize(m_limits.largestMessage);
    socket->setMaxAllowedIncomingMessageSize(m_limits.largestMessage);
    const ConnectionId id = m_exchange.connect(targetOf(socket->requestUrl()), now());
    connect(socket.get(), &QWebSocket::textMessageReceived, this, [this, id](const QString &text) {
        m_exchange.receive(id, text.toStdString(), now());
        send();
    });
    connect(socket.get(), &QWebSocket::pong, this, [this, id](quint64, const QByteArray &payload) {
        m_exchange.receivePong(id, payload.toStdString(), now());
    });
    connect(socket.get(), &QWebSocket::disconnected, this, [this, id] { remove(id); });
    m_clients.try_emplace(id, Client{std::move(socket), {}});
    send();
}

void ExchangeServer::remove(ConnectionId id)
{
    m_exchange.disconnect(id);
    const auto at = m_clients.find(id);
    if (at == m_clients.end())
        return;
    // This may be called from within the socket.
    at->second.socket.release()->deleteLater();
    m_clients.erase(at);
}

void ExchangeServer::tick()
{
    const ReplayMarkets *replay = m_exchange.replay();
    if (replay && isHeldUp())
        return;
    m_exchange.advance(now());
    send();
    if (!replay)
        return;
    if (replay->wantsMore())
        QTimer::singleShot(0, this, &ExchangeServer::tick);
    if (replay->isFinished() && !std::exchange(m_replayEnded, true))
        emit replayFinished();
}

void ExchangeServer::send()
{
    for (auto client = m_clients.begin(); client != m_clients.end();) {
        // Sending may close the socket and so remove this entry.
        const auto current = client++;
        send(*current);
    }
}

void ExchangeServer::send(Clients::value_type &client)
{
    QWebSocket *socket = client.second.socket.get();
    for (const Outgoing &outgoing : m_exchange.takeOutput(client.first)) {
        switch (outgoing.kind) {
        case Outgoing::Kind::Text:
            socket->sendTextMessage(QString::fromStdString(outgoing.text));
            break;
        case Outgoing::Kind::Ping:
            socket->ping(QByteArray::fromStdString(outgoing.text));
            break;
        case Outgoing::Kind::Close:
            socket->close(QWebSocketProtocol::CloseCodePolicyViolated, QString::fromStdString(outgoing.text));
            return;
        }
    }
    if (socket->bytesToWrite() > m_limits.unread) {
        ++m_slowReaders;
        socket->abort();
    }
}

/// True while a client has much left to read; one that does not read at all is cut off in the end.
bool ExchangeServer::isHeldUp()
{
    bool heldUp = false;
    for (auto client = m_clients.begin(); client != m_clients.end();) {
        auto &[id, state] = *client++;
        if (state.socket->bytesToWrite() < m_limits.replayUnread) {
            state.blockedFor.invalidate();
            continue;
        }
        heldUp = true;
        if (!state.blockedFor.isValid())
            state.blockedFor.start();
        if (state.blockedFor.hasExpired(m_limits.replayPatience.count())) {
            ++m_slowReaders;
            state.socket->abort();
        }
    }
    return heldUp;
}

} // namespace touchline
