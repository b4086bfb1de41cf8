// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpget.h"

#include "support/cannedserver.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using touchline::test::CannedServer;

class HttpGetTest : public QObject {
    Q_OBJECT

private:
    QNetworkAccessManager m_network;

    /// What came of asking a server with this answer.
    std::optional<HttpReply> get(const QByteArray &answer)
    {
        CannedServer server([&answer](const QByteArray &) { return answer; });
        std::optional<HttpReply> reply;
        QNetworkReply *const running = httpGet(m_network, server.url("http").toStdString() + "/list");
        connect(running, &QNetworkReply::finished, &server, [&] { reply = httpReplyFrom(*running); });
        static_cast<void>(QTest::qWaitFor([&reply] { return reply.has_value(); }, 15'000));
        return reply;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aBodyComesWhole()
    {
        const QByteArray body(3 << 20, 'x');
        const auto reply = get(test::httpAnswer(200, body));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QCOMPARE(reply->body.size(), static_cast<std::size_t>(body.size()));
    }

    void anAnswerThatSaysItIsTooLargeIsNotRead()
    {
        const auto reply = get("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nthe beginning");
        QVERIFY(reply);
        QCOMPARE(reply->status, 0);
        QVERIFY2(reply->body.find("more than 64 MiB") != std::string::npos, reply->body.c_str());
    }

    void anAnswerThatDoesNotEndIsGivenUp()
    {
        const auto reply = get("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + QByteArray(70 << 20, ' '));
        QVERIFY(reply);
        QCOMPARE(reply->status, 0);
        QVERIFY2(reply->body.find("more than 64 MiB") != std::string::npos, reply->body.c_str());
        QVERIFY(reply->body.size() < 200);
    }

    void aLargeRefusalIsGivenUpAsWell()
    {
        const auto reply = get("HTTP/1.1 400 No\r\nConnection: close\r\n\r\n" + QByteArray(70 << 20, ' '));
        QVERIFY(reply);
        QCOMPARE(reply->status, 0);
    }
};

QTEST_GUILESS_MAIN(HttpGetTest)
#include "httpgettest.moc"
