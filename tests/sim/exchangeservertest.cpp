// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/booksync.h"
#include "sim/simserverthread.h"
#include "venues/venuetable.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <variant>

using namespace touchline;

namespace {

SimExchange smallExchange(std::int64_t rate = 400)
{
    const std::string names[] = {"BTCUSDT"};
    SeededOptions options;
    options.symbols = findSymbols(names).value();
    options.levels = 100;
    options.updatesPerSecond = rate;
    return SimExchange(std::move(options));
}

QUrl rest(quint16 port, const char *target)
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(port).arg(QLatin1String(target)));
}

QUrl stream(quint16 port, const char *target)
{
    return QUrl(QStringLiteral("ws://127.0.0.1:%1%2").arg(port).arg(QLatin1String(target)));
}

/// A recording of 80 MB, to be played as fast as its listeners read.
SimExchange longReplay()
{
    auto texts = std::make_shared<std::pair<std::string, std::string>>();
    texts->first = R"({"lastUpdateId":7,"bids":[["1.0","1.0"]],"asks":[["2.0","1.0"]]})";
    texts->second = R"({"stream":"btcusdt@bookTicker","data":{"pad":")" + std::string(8'000, 'x') + R"("}})";
    ReplayTape tape;
    tape.entries.push_back({Instant{1}, ReplayEntry::Kind::Snapshot, "BTCUSDT", texts->first});
    tape.entries.resize(10'000, {Instant{2}, ReplayEntry::Kind::Frame, {}, texts->second});
    tape.owner = texts;
    return SimExchange(ReplayMarkets::load(std::move(tape), *findVenue("binance"), {}).value());
}

struct Answer {
    int status = 0;
    std::string body;
    QByteArray weight;
};

} // namespace

class ExchangeServerTest : public QObject {
    Q_OBJECT

private:
    QNetworkAccessManager m_network;

    Answer fetch(const QUrl &url)
    {
        const std::unique_ptr<QNetworkReply> reply(m_network.get(QNetworkRequest(url)));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!finished.wait(3000))
            return {};
        return {
            reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
            reply->readAll().toStdString(), reply->rawHeader("X-MBX-USED-WEIGHT-1M")};
    }

    /// A client that asks for all streams and reads no more than its small buffers take.
    static std::unique_ptr<QTcpSocket> deafClient(quint16 port)
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->setReadBufferSize(1024);
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        socket->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
        socket->write("GET /stream?streams=btcusdt@depth@100ms/btcusdt@bookTicker/btcusdt@trade HTTP/1.1\r\n"
                      "Host: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        return socket;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void servesRestAndItsErrors()
    {
        ExchangeServer server(smallExchange());
        const quint16 port = server.listen(0).value();
        const Answer ping = fetch(rest(port, "/api/v3/ping"));
        QCOMPARE(ping.status, 200);
        QCOMPARE(ping.body, std::string("{}"));
        QCOMPARE(ping.weight, QByteArray("1"));
        const Answer refused = fetch(rest(port, "/api/v3/depth?symbol=NOSUCH"));
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.body, std::string(R"({"code":-1121,"msg":"Invalid symbol."})"));
        QCOMPARE(fetch(rest(port, "/nothing")).status, 404);
        QCOMPARE(fetch(rest(port, "/api/v3/exchangeInfo?symbols=%5B%22BTCUSDT%22%5D")).status, 200);
    }

    void onlyGetIsAllowed()
    {
        ExchangeServer server(smallExchange());
        const quint16 port = server.listen(0).value();
        QNetworkRequest request(rest(port, "/api/v3/ping"));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("text/plain"));
        const std::unique_ptr<QNetworkReply> reply(m_network.post(request, QByteArray("x")));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        QVERIFY(finished.wait(3000));
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 405);
    }

    void streamAndSnapshotRebuildTheTruth()
    {
        ExchangeServer server(smallExchange());
        const quint16 port = server.listen(0).value();
        const Listing *truth = server.exchange().listing("BTCUSDT", server.now());
        BookSync sync;
        OrderBook book;
        DecodeBuffer buffer;
        int applied = 0;
        int compared = 0;
        QWebSocket socket;
        connect(&socket, &QWebSocket::textMessageReceived, this, [&](const QString &text) {
            const auto event = findVenue("binance")->decodeFrame(
                text.toStdString(), [&](std::string_view) { return &truth->instrument; }, buffer);
            QVERIFY(event);
            const auto *depth = std::get_if<DepthEvent>(&*event);
            if (!depth)
                return;
            const auto outcome = sync.onDelta(*depth->delta, book);
            QVERIFY(outcome);
            applied += *outcome == BookSync::Outcome::Applied ? 1 : 0;
            if (sync.isSynced() && sync.lastUpdateId() == truth->updateId) {
                QVERIFY(book == truth->book);
                ++compared;
            }
        });
        socket.open(stream(port, "/stream?streams=btcusdt@depth@100ms/btcusdt@bookTicker/btcusdt@trade"));
        QTRY_VERIFY(sync.buffered() > 0);
        const Answer answer = fetch(rest(port, "/api/v3/depth?symbol=BTCUSDT&limit=5000"));
        QVERIFY(sync.onSnapshot(
            findVenue("binance")->decodeSnapshot(answer.body, truth->instrument).value(), book));
        QTRY_VERIFY(applied >= 8 && compared >= 1);
    }

    void answersRequestsOnTheSocket()
    {
        ExchangeServer server(smallExchange());
        const quint16 port = server.listen(0).value();
        QWebSocket socket;
        QSignalSpy texts(&socket, &QWebSocket::textMessageReceived);
        connect(&socket, &QWebSocket::connected, &socket, [&] {
            socket.sendTextMessage(QStringLiteral(R"({"method":"LIST_SUBSCRIPTIONS","id":"a"})"));
        });
        socket.open(stream(port, "/ws/quiet@trade"));
        QTRY_COMPARE(texts.size(), 1);
        QCOMPARE(texts.at(0).at(0).toString(), QStringLiteral(R"({"result":["quiet@trade"],"id":"a"})"));
    }

    void floodingClientIsClosed()
    {
        ExchangeServer server(smallExchange());
        const quint16 port = server.listen(0).value();
        QWebSocket socket;
        QSignalSpy closed(&socket, &QWebSocket::disconnected);
        connect(&socket, &QWebSocket::connected, &socket, [&] {
            for (int i = 0; i < 8; ++i)
                socket.sendTextMessage(QStringLiteral(R"({"method":"LIST_SUBSCRIPTIONS","id":1})"));
        });
        socket.open(stream(port, "/ws"));
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(socket.closeCode(), QWebSocketProtocol::CloseCodePolicyViolated);
        QTRY_COMPARE(server.exchange().hub().connectionCount(), std::size_t{0});
    }

    void wrongStreamPathIsClosed()
    {
        ExchangeServer server(smallExchange());
        const quint16 port = server.listen(0).value();
        QWebSocket socket;
        QSignalSpy closed(&socket, &QWebSocket::disconnected);
        socket.open(stream(port, "/somewhere"));
        QTRY_COMPARE(closed.size(), 1);
    }

    void aClientThatLeavesIsForgotten()
    {
        ExchangeServer server(smallExchange());
        const quint16 port = server.listen(0).value();
        {
            QWebSocket socket;
            socket.open(stream(port, "/ws/btcusdt@depth@100ms"));
            QTRY_COMPARE(server.exchange().hub().connectionCount(), std::size_t{1});
        }
        QTRY_COMPARE(server.exchange().hub().connectionCount(), std::size_t{0});
    }

    void aClientThatDoesNotReadIsCutOff()
    {
        ServerLimits limits;
        limits.unread = 64 * 1024;
        ExchangeServer server(smallExchange(20'000), limits);
        const quint16 port = server.listen(0).value();
        const auto socket = deafClient(port);
        QTRY_COMPARE(server.exchange().hub().connectionCount(), std::size_t{1});
        QTRY_COMPARE(server.slowReaders(), std::uint64_t{1});
        QTRY_COMPARE(server.exchange().hub().connectionCount(), std::size_t{0});
    }

    void aReplayWaitsForASlowReaderButNotForever()
    {
        ServerLimits limits;
        limits.replayUnread = 64 * 1024;
        limits.replayPatience = std::chrono::milliseconds(300);
        ExchangeServer server(longReplay(), limits);
        QSignalSpy finished(&server, &ExchangeServer::replayFinished);
        const auto socket = deafClient(server.listen(0).value());
        QTRY_COMPARE(server.exchange().hub().connectionCount(), std::size_t{1});
        QTest::qWait(200);
        QCOMPARE(finished.size(), 0);
        QTRY_COMPARE(server.slowReaders(), std::uint64_t{1});
        QTRY_COMPARE(finished.size(), 1);
    }

    void tooManyClientsAreTurnedAway()
    {
        ExchangeServer server(smallExchange(), {.clients = 2});
        const quint16 port = server.listen(0).value();
        QWebSocket first;
        QWebSocket second;
        for (QWebSocket *socket : {&first, &second})
            socket->open(stream(port, "/ws/btcusdt@trade"));
        QTRY_COMPARE(server.exchange().hub().connectionCount(), std::size_t{2});
        QWebSocket third;
        QSignalSpy closed(&third, &QWebSocket::disconnected);
        third.open(stream(port, "/ws/btcusdt@trade"));
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(third.closeReason(), QStringLiteral("too many connections"));
        QCOMPARE(server.turnedAway(), std::uint64_t{1});
        QCOMPARE(server.exchange().hub().connectionCount(), std::size_t{2});
        first.close();
        QTRY_COMPARE(server.exchange().hub().connectionCount(), std::size_t{1});
        QWebSocket fourth;
        fourth.open(stream(port, "/ws/btcusdt@trade"));
        QTRY_COMPARE(server.exchange().hub().connectionCount(), std::size_t{2});
    }

    void aMessageThatIsTooLargeEndsItsConnection()
    {
        ExchangeServer server(smallExchange());
        QWebSocket socket;
        QSignalSpy closed(&socket, &QWebSocket::disconnected);
        QSignalSpy texts(&socket, &QWebSocket::textMessageReceived);
        socket.open(stream(server.listen(0).value(), "/ws"));
        QTRY_COMPARE(server.exchange().hub().connectionCount(), std::size_t{1});
        socket.sendTextMessage(QString(200 * 1024, QLatin1Char('x')));
        QTRY_COMPARE(texts.size(), 1); // refused, and told why
        socket.sendTextMessage(QString(300 * 1024, QLatin1Char('x')));
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(socket.closeCode(), QWebSocketProtocol::CloseCodeTooMuchData);
        QCOMPARE(texts.size(), 1);
    }

    void aTakenPortIsAnError()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        ExchangeServer server(smallExchange());
        const auto refused = server.listen(other.serverPort());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::ConnectionFailed);
    }

    void runsInAThreadOfItsOwn()
    {
        quint16 port = 0;
        SimServerThread thread(smallExchange());
        // A spy would listen on the thread of the exchange.
        connect(&thread, &SimServerThread::listening, this, [&port](quint16 bound) { port = bound; });
        thread.start();
        QTRY_VERIFY(port != 0);
        QCOMPARE(fetch(rest(port, "/api/v3/ping")).status, 200);
        QWebSocket socket;
        QSignalSpy texts(&socket, &QWebSocket::textMessageReceived);
        socket.open(stream(port, "/ws/btcusdt@depth@100ms"));
        QTRY_VERIFY(texts.size() > 2);
    }
};

QTEST_GUILESS_MAIN(ExchangeServerTest)
#include "exchangeservertest.moc"
