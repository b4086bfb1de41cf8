// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTcpServer>

#include <functional>
#include <optional>

namespace touchline::test {

/// A server on a loopback port that answers whatever comes first on a connection with given bytes and hangs
/// up or goes on with blanks for ever, or says nothing at all and holds the connection.
class CannedServer : public QObject {
    Q_OBJECT

public:
    /// Told the first bytes of a connection; none: no answer, ever.
    using Answer = std::function<std::optional<QByteArray>(const QByteArray &request)>;

    enum class Then { HangsUp, NeverEnds };

    explicit CannedServer(Answer answer, Then then = Then::HangsUp);

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /// "SCHEME://127.0.0.1:PORT".
    [[nodiscard]] QString url(const char *scheme) const;
    /// How many connections said something.
    [[nodiscard]] int requests() const { return m_requests; }

private:
    QTcpServer m_server;
    Answer m_answer;
    int m_requests = 0;
};

/// A whole HTTP answer.
[[nodiscard]] QByteArray httpAnswer(int status, const QByteArray &body = {}, const QByteArray &headers = {});

/// A loopback address where nobody listens.
[[nodiscard]] QString deadUrl(const char *scheme);

} // namespace touchline::test
