// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/okx/simokx.h"

#include "sim/exchange.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;
using Kind = Outgoing::Kind;

namespace {

constexpr Instant start = Instant::fromMillis(1'770'000'000'000);
constexpr std::string_view publicPath = "/ws/v5/public";

/// One client of an exchange that lists BTC-USDT and stands still.
struct Client {
    explicit Client(std::string_view target = publicPath, const OkxRules &rules = {})
        : exchange(options(), simOkx(rules)),
          id(exchange.connect(target, start))
    {
    }

    static SeededOptions options()
    {
        SeededOptions options;
        options.symbols = simOkx()->list(findSymbols(std::vector<std::string>{"BTCUSDT"}).value());
        options.updatesPerSecond = 0;
        return options;
    }

    void runFor(Duration by)
    {
        now = now + by;
        exchange.advance(now);
    }
    /// What it is sent. A closed connection ends with "closed: " and the reason.
    std::vector<std::string> heard()
    {
        std::vector<std::string> texts;
        for (const Outgoing &outgoing : exchange.takeOutput(id))
            texts.push_back((outgoing.kind == Kind::Close ? "closed: " : "") + outgoing.text);
        return texts;
    }
    std::vector<std::string> ask(std::string_view text)
    {
        exchange.receive(id, text, now);
        return heard();
    }

    SimExchange exchange;
    ConnectionId id;
    Instant now = start;
};

using Texts = std::vector<std::string>;

const std::string trades = R"({"channel":"trades","instId":"BTC-USDT"})";
const std::string swapTrades = R"({"channel":"trades","instId":"BTC-USDT-SWAP"})";

std::string request(std::string_view operation, std::string_view arguments)
{
    return R"({"op":")" + std::string(operation) + R"(","args":[)" + std::string(arguments) + "]}";
}

std::string ack(std::string_view event, std::string_view argument)
{
    return R"({"event":")" + std::string(event) + R"(","arg":)" + std::string(argument) +
           R"(,"connId":"a1b2c001"})";
}

std::string error(std::string_view code, std::string_view message)
{
    return R"({"event":"error","code":")" + std::string(code) + R"(","msg":")" + std::string(message) +
           R"(","connId":"a1b2c001"})";
}

} // namespace

/// What a client of OKX's public stream is answered.
class SimOkxTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void eachArgumentIsConfirmed()
    {
        Client client;
        QCOMPARE(
            client.ask(request("subscribe", trades + ',' + swapTrades)),
            (Texts{ack("subscribe", trades), ack("subscribe", swapTrades)}));
        QCOMPARE(client.ask(request("unsubscribe", trades)), Texts{ack("unsubscribe", trades)});
        QCOMPARE(client.exchange.hub().connection(client.id)->subscriptions(), Texts{"trades:BTC-USDT-SWAP"});
    }

    void theIdOfARequestIsEchoed()
    {
        Client client;
        QCOMPARE(
            client.ask(R"({"id":"a1","op":"subscribe","args":[)" + trades + "]}"),
            Texts{R"({"id":"a1",)" + ack("subscribe", trades).substr(1)});
        QCOMPARE(
            client.ask(R"({"id":"a2","op":"subscribe","args":[]})"),
            Texts{R"({"id":"a2",)" + error("60013", "Invalid args").substr(1)});
    }

    void badRequestsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char *text, const char *code, const char *message) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(code) << QByteArray(message);
        };
        row("hello", "60012", "Invalid request: hello");
        row("[1]", "60012", "Invalid request: [1]");
        row("{}", "60012", "Invalid request: {}");
        row(R"({"id":"a b","op":"subscribe"})", "60012",
            R"(Invalid request: {\"id\":\"a b\",\"op\":\"subscribe\"})");
        row(R"({"op":"order","args":[]})", "60019", "Invalid op: order");
        row(R"({"op":"login","args":[{}]})", "60028",
            "The current operation is not supported by this URL. Please use the correct WebSocket URL for "
            "the operation.");
        row(R"({"op":"subscribe"})", "60013", "Invalid args");
        row(R"({"op":"subscribe","args":{}})", "60013", "Invalid args");
        row(R"({"op":"subscribe","args":["books"]})", "60013", "Invalid args");
        row(R"({"op":"subscribe","args":[{"channel":"books-l2-tbt","instId":"BTC-USDT"}]})", "60011",
            "Please log in");
        row(R"({"op":"subscribe","args":[{"channel":"books","instId":"NOPE-USDT"}]})", "60018",
            "Wrong URL or channel:books,instId:NOPE-USDT doesn't exist. Please use the correct URL, channel "
            "and parameters referring to API document.");
        row(R"({"op":"unsubscribe","args":[{"channel":"candles","instId":"BTC-USDT"}]})", "60018",
            "Wrong URL or channel:candles,instId:BTC-USDT doesn't exist. Please use the correct URL, channel "
            "and parameters referring to API document.");
        row(R"({"op":"subscribe","args":[{"channel":"books"}]})", "60018",
            "Wrong URL or channel:books doesn't exist. Please use the correct URL, channel and parameters "
            "referring to API document.");
    }

    void badRequestsAreRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, message);
        Client client;
        QCOMPARE(client.ask(text.toStdString()), Texts{error(code.toStdString(), message.toStdString())});
        QVERIFY(client.exchange.hub().connection(client.id)->subscriptions().empty());
        QCOMPARE(client.ask("ping"), Texts{"pong"});
    }

    void aRefusedArgumentDoesNotSpoilTheOthers()
    {
        Client client;
        const auto answers =
            client.ask(request("subscribe", R"({"channel":"trades","instId":"NOPE"},)" + trades));
        QCOMPARE(answers.size(), std::size_t{2});
        QVERIFY(answers[0].find("60018") != std::string::npos);
        QCOMPARE(answers[1], ack("subscribe", trades));
    }

    void aLongRequestIsNotEchoed()
    {
        Client client;
        QCOMPARE(client.ask(std::string(2'000, 'x')), Texts{error("60012", "Invalid request")});
    }

    void aMessageThatIsTooLargeEndsTheConnection()
    {
        Client client;
        const std::string padding(64 * 1024 - request("subscribe", trades).size(), ' ');
        QCOMPARE(client.ask(request("subscribe", trades) + padding), Texts{ack("subscribe", trades)});
        QCOMPARE(
            client.ask(request("subscribe", trades) + padding + ' '),
            Texts{"closed: Request message exceeds the maximum frame length"});
    }

    void silenceEndsTheConnection()
    {
        Client client;
        client.runFor(30s);
        QCOMPARE(client.heard(), Texts{});
        QCOMPARE(client.ask("ping"), Texts{"pong"});
        client.runFor(30s);
        QCOMPARE(client.heard(), Texts{});
        client.runFor(1ms);
        QCOMPARE(client.heard(), Texts{"closed: No data received in 30s."});
        QCOMPARE(client.ask("ping"), Texts{});
    }

    void whatTheServerSaysKeepsTheConnection()
    {
        Client client(publicPath, {.keepAliveAfter = 10s});
        QCOMPARE(
            client.ask(request("subscribe", R"({"channel":"books","instId":"BTC-USDT"})")).size(),
            std::size_t{2});
        for (int i = 0; i < 10; ++i)
            client.runFor(10s);
        QCOMPARE(client.heard().size(), std::size_t{10});
        QVERIFY(!client.exchange.hub().connection(client.id)->isClosed());
    }

    void requestsAreCountedByTheHour()
    {
        Client client;
        for (int i = 0; i < 240; ++i) {
            QCOMPARE(client.ask(request("subscribe", trades)), Texts{ack("subscribe", trades)});
            QCOMPARE(client.ask(request("unsubscribe", trades)), Texts{ack("unsubscribe", trades)});
        }
        QCOMPARE(client.ask(request("subscribe", trades)), Texts{error("60014", "Requests too frequent")});
        QVERIFY(client.exchange.hub().connection(client.id)->subscriptions().empty());
        for (int i = 0; i < 180; ++i) {
            client.runFor(20s);
            QCOMPARE(client.ask("ping"), Texts{"pong"});
        }
        QCOMPARE(client.ask(request("subscribe", trades)), Texts{ack("subscribe", trades)});
    }

    void threeConnectionsASecondAreLetIn()
    {
        Client client;
        const auto comesIn = [&] {
            const ConnectionId id = client.exchange.connect(publicPath, client.now);
            return client.exchange.takeOutput(id).empty();
        };
        QVERIFY(comesIn());
        QVERIFY(comesIn());
        QVERIFY(!comesIn());
        client.now = client.now + 1s;
        QVERIFY(comesIn());
    }

    void connectionsHaveNumbersOfTheirOwn()
    {
        Client client;
        client.id = client.exchange.connect(publicPath, client.now);
        const auto answers = client.ask(request("subscribe", trades));
        QVERIFY(answers.front().ends_with(R"("connId":"a1b2c002"})"));
    }

    void otherPathsAreRefused()
    {
        QCOMPARE(Client("/ws/v5/business").heard(), Texts{"closed: Invalid URL path"});
        QCOMPARE(Client("/ws/v5/public?x=1").heard(), Texts{});
    }
};

QTEST_APPLESS_MAIN(SimOkxTest)
#include "simokxtest.moc"
