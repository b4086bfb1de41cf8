// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/streamsocket.h"

#include "base/tickclock.h"
#include "net/httpget.h"
#include "net/networkfailure.h"

#include <QEvent>
#include <QNetworkRequest>
#include <QSocketNotifier>
#include <QSslError>
#include <QUrl>
#include <QWebSocket>

namespace touchline {

namespace {

constexpr quint64 largestMessage = 16 * 1024 * 1024;
constexpr std::chrono::seconds pingInterval{15};

} // namespace

StreamSocket::StreamSocket(QNetworkProxy proxy, QObject *parent)
    : QObject(parent),
      m_proxy(std::move(proxy)),
      m_socket(std::make_unique<QWebSocket>())
{
    m_ping.setInterval(pingInterval);
    connect(&m_ping, &QTimer::timeout, this, [this] { m_socket->ping(); });
}

StreamSocket::~StreamSocket()
{
    m_socket->disconnect(this);
}

void StreamSocket::open(const std::string &url)
{
    QWebSocket *const socket = m_socket.get();
    socket->setProxy(m_proxy);
    socket->setMaxAllowedIncomingMessageSize(largestMessage);
    socket->setMaxAllowedIncomingFrameSize(largestMessage);
    connect(socket, &QWebSocket::connected, this, &StreamSocket::onOpened);
    connect(socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        emit frame(m_utf8.encode(text));
    });
    connect(socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &bytes) {
        emit frame(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    });
    connect(socket, &QWebSocket::pong, this, &StreamSocket::pong);
    connect(socket, &QWebSocket::sslErrors, this, &StreamSocket::onSslErrors);
    connect(socket, &QWebSocket::disconnected, this, [this, socket] {
        if (!m_isOpen)
            return onNeverOpened();
        const QString reason = socket->closeReason();
        onLost(reason.isEmpty() ? QStringLiteral("it was closed at the other end") : reason);
    });
    connect(
        socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
        [this, socket](auto error) {
            onLost(m_isOpen ? socket->errorString() : streamFailure(error, socket->errorString()));
        });
    QNetworkRequest request(QUrl(QString::fromStdString(url)));
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("touchline"));
    socket->open(request);
    // Where this program is slower than the venue, what has not been read waits at the other end of the
    // connection. QWebSocket needs room for a whole message.
    socket->setReadBufferSize(static_cast<qint64>(largestMessage + 64 * 1024));
}

/// Where there never was a connection, this comes before the error that says why; with TLS even before the
/// socket knows it.
void StreamSocket::onNeverOpened()
{
    QTimer::singleShot(0, this, [this] {
        if (!m_isLost)
            onLost(streamFailure(m_socket->error(), m_socket->errorString()));
    });
}

void StreamSocket::onOpened()
{
    m_isOpen = true;
    m_ping.start();
    watchReads();
    emit opened();
}

/// QWebSocket does not say when it reads: its socket's notifier does. Where none is found, a frame has not
/// waited.
void StreamSocket::watchReads()
{
    m_readableAt = 0;
    for (QSocketNotifier *const notifier : m_socket->findChildren<QSocketNotifier *>()) {
        if (notifier->type() == QSocketNotifier::Read)
            notifier->installEventFilter(this);
    }
}

bool StreamSocket::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::SockAct)
        return QObject::eventFilter(watched, event);
    // Handed on here, so that the end of the read is known: what comes later has not waited since.
    m_readableAt = tickNanos();
    watched->event(event);
    m_readableAt = 0;
    return true;
}

void StreamSocket::send(const std::string &text)
{
    m_socket->sendTextMessage(QString::fromStdString(text));
}

void StreamSocket::drop()
{
    m_ping.stop();
    disconnect();
    m_socket->disconnect(this);
    m_socket->abort();
    deleteLater();
}

std::string StreamSocket::host() const
{
    return hostText(m_socket->requestUrl());
}

void StreamSocket::onLost(const QString &reason)
{
    std::string sentence;
    if (m_isOpen)
        sentence = "the connection to " + host() + " was lost: " + reason.toStdString();
    else
        sentence = "cannot reach " + host() + throughProxy(m_proxy).toStdString() + ": " +
                   (m_tlsProblem.isEmpty() ? reason : m_tlsProblem).toStdString();
    const auto code = m_tlsProblem.isEmpty() ? ErrorCode::ConnectionClosed : ErrorCode::TlsFailed;
    m_isLost = true;
    m_socket->disconnect(this);
    emit lost(Error{code, sentence});
}

void StreamSocket::onSslErrors(const QList<QSslError> &errors)
{
    m_tlsProblem = certificateFailure(errors);
}

} // namespace touchline
