// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binance/binanceconnection.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using Kind = Outgoing::Kind;

namespace {

constexpr Instant start = Instant::fromMillis(1'770'000'000'000);

class Client {
public:
    explicit Client(std::string_view target, StreamLimits limits = {})
        : m_connection(limits, binanceSpotRoots(), start)
    {
        first = m_connection.open(target);
    }

    /// The answer to a request that comes half a second after the one before.
    std::string ask(std::string_view text)
    {
        m_now = m_now + std::chrono::milliseconds(500);
        last = m_connection.receive(text, m_now);
        return onlyText();
    }

    std::string onlyText()
    {
        const auto output = m_connection.takeOutput();
        return output.size() == 1 && output.front().kind == Kind::Text ? output.front().text
                                                                       : std::string("?");
    }

    BinanceConnection &operator*() { return m_connection; }
    BinanceConnection *operator->() { return &m_connection; }

    SubscriptionChange first;
    SubscriptionChange last;

private:
    BinanceConnection m_connection;
    Instant m_now = start;
};

using Names = std::vector<std::string>;

} // namespace

class BinanceConnectionTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void rawPathSubscribes()
    {
        Client client("/ws/btcusdt@depth@100ms/btcusdt@trade");
        QCOMPARE(client.first.added, (Names{"btcusdt@depth@100ms", "btcusdt@trade"}));
        client->deliver("btcusdt@trade", "{}");
        QCOMPARE(client.onlyText(), std::string("{}"));
    }

    void combinedPathWraps()
    {
        Client client("/stream?streams=btcusdt@depth/ethusdt%40trade");
        QCOMPARE(client.first.added, (Names{"btcusdt@depth", "ethusdt@trade"}));
        client->deliver("ethusdt@trade", R"({"e":"trade"})");
        QCOMPARE(client.onlyText(), std::string(R"({"stream":"ethusdt@trade","data":{"e":"trade"}})"));
    }

    void emptyPathsAreWelcome_data()
    {
        QTest::addColumn<QByteArray>("target");
        for (const char *target :
             {"/ws", "/ws/", "/stream", "/stream?streams=", "/stream?timeUnit=MILLISECOND"})
            QTest::newRow(target) << QByteArray(target);
    }

    void emptyPathsAreWelcome()
    {
        QFETCH(QByteArray, target);
        Client client(target.toStdString());
        QVERIFY(client.first.added.empty());
        QVERIFY(!client->isClosed());
        QCOMPARE(
            client.ask(R"({"method":"LIST_SUBSCRIPTIONS","id":1})"), std::string(R"({"result":[],"id":1})"));
    }

    void otherPathsAreClosed()
    {
        Client client("/elsewhere");
        const auto output = client->takeOutput();
        QCOMPARE(output.size(), std::size_t{1});
        QCOMPARE(output.front().kind, Kind::Close);
    }

    void subscribesListsAndUnsubscribes()
    {
        Client client("/ws/a@trade");
        QCOMPARE(
            client.ask(R"({"method":"SUBSCRIBE","params":["b@trade","a@trade"],"id":7})"),
            std::string(R"({"result":null,"id":7})"));
        QCOMPARE(client.last.added, Names{"b@trade"});
        QCOMPARE(
            client.ask(R"({"method":"LIST_SUBSCRIPTIONS","id":8})"),
            std::string(R"({"result":["a@trade","b@trade"],"id":8})"));
        QCOMPARE(
            client.ask(R"({"method":"UNSUBSCRIBE","params":["a@trade","never@seen"],"id":9})"),
            std::string(R"({"result":null,"id":9})"));
        QCOMPARE(client.last.removed, Names{"a@trade"});
        QCOMPARE(client->subscriptions(), Names{"b@trade"});
    }

    void switchesCombinedOnAndOff()
    {
        Client client("/ws/a@trade");
        QCOMPARE(
            client.ask(R"({"method":"GET_PROPERTY","params":["combined"],"id":1})"),
            std::string(R"({"result":false,"id":1})"));
        QCOMPARE(
            client.ask(R"({"method":"SET_PROPERTY","params":["combined",true],"id":2})"),
            std::string(R"({"result":null,"id":2})"));
        client->deliver("a@trade", "{}");
        QCOMPARE(client.onlyText(), std::string(R"({"stream":"a@trade","data":{}})"));
        QCOMPARE(
            client.ask(R"({"method":"GET_PROPERTY","params":["combined"],"id":3})"),
            std::string(R"({"result":true,"id":3})"));
    }

    void echoesEveryKindOfId_data()
    {
        QTest::addColumn<QByteArray>("id");
        for (const char *id : {"1", "-5", "18446744073709551615", "\"abc\"", "\"\"", "null", "\"q\\\"uote\""})
            QTest::newRow(id) << QByteArray(id);
    }

    void echoesEveryKindOfId()
    {
        QFETCH(QByteArray, id);
        Client client("/ws");
        const std::string text = id.toStdString();
        QCOMPARE(
            client.ask(R"({"method":"SUBSCRIBE","params":["x@trade"],"id":)" + text + '}'),
            R"({"result":null,"id":)" + text + '}');
    }

    void refusesBadRequests_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("mentions");
        const auto row = [](const char *request, int code, const char *mentions) {
            QTest::newRow(request) << QByteArray(request) << code << QByteArray(mentions);
        };
        row("hello", 3, "Invalid JSON");
        row("", 3, "Invalid JSON");
        row("[1]", 2, "Invalid request");
        row(R"({"id":1})", 2, "missing field `method`");
        row(R"({"method":"PLEASE","id":1})", 2, "unknown variant `PLEASE`, expected one of `SUBSCRIBE`");
        row(R"({"method":"SUBSCRIBE","params":[],"id":true})", 2, "request ID must be");
        row(R"({"method":"SUBSCRIBE","params":[],"id":"1234567890123456789012345678901234567"})", 2,
            "request ID");
        row(R"({"method":"SUBSCRIBE","params":"a","id":1})", 2, "params must be");
        row(R"({"method":"SUBSCRIBE","params":[1],"id":1})", 2, "must be strings");
        row(R"({"method":"SET_PROPERTY","params":["x",true],"id":1})", 0, "Unknown property");
        row(R"({"method":"SET_PROPERTY","params":["combined","yes"],"id":1})", 1, "expected Boolean");
        row(R"({"method":"SET_PROPERTY","params":["combined",true,1],"id":1})", 2, "too many parameters");
        row(R"({"method":"GET_PROPERTY","params":[],"id":1})", 2, "property name must be a string");
    }

    void refusesBadRequests()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, code);
        QFETCH(QByteArray, mentions);
        Client client("/ws");
        const QByteArray answer = QByteArray::fromStdString(client.ask(request.toStdString()));
        const QJsonObject error = QJsonDocument::fromJson(answer).object();
        QCOMPARE(error.value(QLatin1String("code")).toInt(-1), code);
        QVERIFY2(
            error.value(QLatin1String("msg")).toString().toUtf8().contains(mentions), answer.constData());
        QVERIFY(error.contains(QLatin1String("id")));
        QVERIFY(!client->isClosed());
        QVERIFY(client->subscriptions().empty());
    }

    void holdsAtMost1024Streams()
    {
        std::string target = "/stream?streams=s0@trade";
        for (int i = 1; i < 1024; ++i)
            target += "/s" + std::to_string(i) + "@trade";
        Client client(target);
        QCOMPARE(client.first.added.size(), std::size_t{1024});
        const std::string answer = client.ask(R"({"method":"SUBSCRIBE","params":["more@trade"],"id":1})");
        QVERIFY(answer.find("too many parameters") != std::string::npos);
        QCOMPARE(client->subscriptions().size(), std::size_t{1024});
        Client greedy(target + "/more@trade");
        QVERIFY(greedy->isClosed());
    }

    void sixMessagesInASecondCloseTheConnection()
    {
        Client client("/ws");
        const std::string_view request = R"({"method":"LIST_SUBSCRIPTIONS","id":1})";
        for (int i = 0; i < 5; ++i)
            static_cast<void>(client->receive(request, start + std::chrono::milliseconds(150 * i)));
        QVERIFY(!client->isClosed());
        static_cast<void>(client->receive(request, start + std::chrono::milliseconds(900)));
        QVERIFY(client->isClosed());
        QCOMPARE(client->takeOutput().back().kind, Kind::Close);
    }

    void fiveMessagesASecondAreFine()
    {
        Client client("/ws");
        for (int i = 0; i < 50; ++i)
            static_cast<void>(client->receive(
                R"({"method":"LIST_SUBSCRIPTIONS","id":1})", start + std::chrono::milliseconds(200 * i)));
        QVERIFY(!client->isClosed());
    }

    void pingsEvery20SecondsAndKeepsWhoAnswers()
    {
        Client client("/ws");
        for (int second = 1; second <= 300; ++second) {
            const Instant now = start + std::chrono::seconds(second);
            client->keepAlive(now);
            const auto output = client->takeOutput();
            QCOMPARE(output.size(), std::size_t(second % 20 == 0 ? 1 : 0));
            if (output.empty())
                continue;
            QCOMPARE(output.front().kind, Kind::Ping);
            client->receivePong(output.front().text, now);
        }
        QVERIFY(!client->isClosed());
    }

    void closesWhoDoesNotAnswerPings()
    {
        Client client("/ws");
        int closedAt = 0;
        for (int second = 1; second <= 120 && closedAt == 0; ++second) {
            client->keepAlive(start + std::chrono::seconds(second));
            // An unsolicited pong is no answer.
            client->receivePong("anything", start + std::chrono::seconds(second));
            closedAt = client->isClosed() ? second : 0;
        }
        QCOMPARE(closedAt, 81);
    }

    void anAnswerCountsOnce()
    {
        Client client("/ws");
        client->keepAlive(start + std::chrono::seconds(20));
        const std::string payload = client->takeOutput().front().text;
        for (int second = 21; second <= 120; ++second) {
            client->receivePong(payload, start + std::chrono::seconds(second));
            client->keepAlive(start + std::chrono::seconds(second));
        }
        QVERIFY(client->isClosed());
    }

    void closesAfter24Hours()
    {
        StreamLimits limits;
        limits.pongWithin = std::chrono::hours(100);
        Client client("/ws", limits);
        client->keepAlive(start + std::chrono::hours(24) + -std::chrono::seconds(1));
        QVERIFY(!client->isClosed());
        client->keepAlive(start + std::chrono::hours(24));
        QVERIFY(client->isClosed());
    }
};

QTEST_APPLESS_MAIN(BinanceConnectionTest)
#include "binanceconnectiontest.moc"
