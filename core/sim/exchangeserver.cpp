// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/exchangeserver.h"

#include "sim/clientsocket.h"

#include <QHostAddress>
#include <QHttpServerRequest>
#include <QHttpServerResponse>
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
    auto tcp = std::make_unique<LateSocketServer>();
    if (!tcp->listen(QHostAddress::LocalHost, port))
        return failure(
            ErrorCode::ConnectionFailed, "cannot listen on port " + std::to_string(port) +
                                             " of 127.0.0.1: " + tcp->errorString().toStdString() +
                                             "; choose another with --port");
    const quint16 bound = tcp->serverPort();
    m_tcp = tcp.release();
    openHttp();
    m_timer.start(tickMillis);
    return bound;
}

void ExchangeServer::openHttp()
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
    m_http->bind(m_tcp); // takes ownership
}

void ExchangeServer::answer(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    // Qt 6.4 hands an upgraded connection over and yet asks for an answer to the request.
    if (!request.value("Upgrade").isEmpty())
        return;
    if (request.method() != QHttpServerRequest::Method::Get)
        return write(responder, RestReply{405, {}, {{"Allow", "GET"}}});
    const std::string address = request.remoteAddress().toString().toStdString();
    const std::string target = targetOf(request.url());
    RestReply reply = m_exchange.get(target, now(), address);
    if (!m_faults)
        return write(responder, reply);
    FaultyReply faulty = m_faults->onReply(target, std::move(reply), now());
    m_tcp->writeLate(faulty.wait, [&] { write(responder, faulty.reply); });
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
    // One that is gone already says so no more.
    if (socket->state() != QAbstractSocket::ConnectedState)
        return socket.release()->deleteLater();
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
    if (m_faults)
        m_faults->onDisconnected(id);
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
    FaultyOutput output{m_exchange.takeOutput(client.first), {}};
    if (m_faults)
        output = m_faults->onOutput(client.first, std::move(output.sent), now());
    for (const Outgoing &outgoing : output.sent) {
        if (!sendTo(*socket, outgoing))
            return;
    }
    if (output.end)
        return endLine(*socket, *output.end, *m_http);
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

FaultInjector &ExchangeServer::faults()
{
    return m_faults ? *m_faults : m_faults.emplace(FaultPlan{}, now(), m_exchange.faultTexts());
}

} // namespace touchline
