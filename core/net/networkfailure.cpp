// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/networkfailure.h"

#include <QRegularExpression>
#include <QStringList>

namespace touchline {

namespace {

QString refused()
{
    return QStringLiteral(
        "the connection was refused; check that the server runs and that the port is right");
}

QString hostNotFound()
{
    return QStringLiteral("the host name is not known; check its spelling and the network connection");
}

QString noAnswer()
{
    return QStringLiteral("there was no answer in time; check the network connection and the address");
}

QString closedEarly()
{
    return QStringLiteral("the server closed the connection without an answer; check the address");
}

QString proxyFailed()
{
    return QStringLiteral("the proxy does not connect; check --proxy and what the proxy allows");
}

QString noTls()
{
    return QStringLiteral("no TLS connection comes about, as the server does not speak TLS there; check the "
                          "scheme and the port of the address");
}

/// The handshake failed after the connection stood: what answered is not a stream of an exchange.
QString handshakeFailure(const QString &words)
{
    static const QRegularExpression status(QStringLiteral("status code:? (\\d{3})"));
    const auto match = status.match(words);
    if (match.hasMatch())
        return QStringLiteral("the server answers HTTP %1 instead of opening a stream; check the address")
            .arg(match.captured(1));
    return QStringLiteral("the server does not speak the WebSocket protocol there; check the address");
}

} // namespace

QString streamFailure(QAbstractSocket::SocketError error, const QString &words)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        // The same code stands for a refused connection and for a refused handshake.
        return words == QStringLiteral("Connection refused") ? refused() : handshakeFailure(words);
    case QAbstractSocket::HostNotFoundError:
        return hostNotFound();
    case QAbstractSocket::SocketTimeoutError:
        return noAnswer();
    case QAbstractSocket::RemoteHostClosedError:
        return closedEarly();
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return noTls();
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return proxyFailed();
    case QAbstractSocket::SocketAccessError:
    case QAbstractSocket::SocketResourceError:
    case QAbstractSocket::DatagramTooLargeError:
    case QAbstractSocket::NetworkError:
    case QAbstractSocket::AddressInUseError:
    case QAbstractSocket::SocketAddressNotAvailableError:
    case QAbstractSocket::UnsupportedSocketOperationError:
    case QAbstractSocket::UnfinishedSocketOperationError:
    case QAbstractSocket::OperationError:
    case QAbstractSocket::TemporaryError:
    case QAbstractSocket::UnknownSocketError:
        break;
    }
    return words.startsWith(QStringLiteral("QWebSocket")) ? handshakeFailure(words) : words;
}

QString requestFailure(QNetworkReply::NetworkError error, const QString &words)
{
    // The enumeration is long and grows with each release; most of it never comes without an HTTP answer.
    if (error == QNetworkReply::ConnectionRefusedError)
        return refused();
    if (error == QNetworkReply::HostNotFoundError)
        return hostNotFound();
    if (error == QNetworkReply::TimeoutError || error == QNetworkReply::OperationCanceledError)
        return noAnswer();
    if (error == QNetworkReply::RemoteHostClosedError)
        return closedEarly();
    if (error == QNetworkReply::SslHandshakeFailedError)
        return noTls();
    if (error >= QNetworkReply::ProxyConnectionRefusedError && error <= QNetworkReply::UnknownProxyError)
        return proxyFailed();
    return words;
}

QString throughProxy(const QNetworkProxy &proxy)
{
    if (proxy.type() != QNetworkProxy::HttpProxy && proxy.type() != QNetworkProxy::Socks5Proxy)
        return {};
    return QStringLiteral(" through the proxy %1:%2").arg(proxy.hostName(), QString::number(proxy.port()));
}

QString certificateFailure(const QList<QSslError> &errors)
{
    QStringList texts;
    for (const QSslError &error : errors)
        texts << error.errorString();
    texts.removeDuplicates();
    return QStringLiteral("the server's TLS certificate is not trusted (%1); check the address and this "
                          "machine's clock")
        .arg(texts.join(QStringLiteral(" ")));
}

} // namespace touchline
