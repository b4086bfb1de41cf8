// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/simserverthread.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

namespace {

SimExchange smallExchange()
{
    const std::string names[] = {"BTCUSDT"};
    SeededOptions options;
    options.symbols = findSymbols(names).value();
    options.levels = 100;
    options.updatesPerSecond = 400;
    return SimExchange(std::move(options));
}

constexpr const char *depthStream = "/ws/btcusdt@depth@100ms";
constexpr const char *snapshotTarget = "/api/v3/depth?symbol=BTCUSDT&limit=100";

/// A server with faults from its beginning.
struct FaultyServer {
    explicit FaultyServer(std::string_view plan) : server(smallExchange())
    {
        server.faults().setPlan(parseFaultPlan(plan).value(), server.now());
        port = server.listen(0).value();
    }
    [[nodiscard]] std::string counts() { return countsText(server.faults().counts()); }

    ExchangeServer server;
    quint16 port = 0;
};

/// A client of the depth stream that keeps what it is sent.
struct StreamClient {
    explicit StreamClient(quint16 port) : texts(&socket, &QWebSocket::textMessageReceived)
    {
        socket.open(QUrl(QStringLiteral("ws://127.0.0.1:%1%2").arg(port).arg(QLatin1String(depthStream))));
    }
    [[nodiscard]] QJsonObject frame(qsizetype index) const
    {
        return QJsonDocument::fromJson(texts.at(index).at(0).toString().toUtf8()).object();
    }
    /// Updates that are missing between two frames.
    [[nodiscard]] qint64 missingBefore(qsizetype index) const
    {
        return frame(index).value(QStringLiteral("U")).toInteger() -
               frame(index - 1).value(QStringLiteral("u")).toInteger() - 1;
    }

    QWebSocket socket;
    QSignalSpy texts;
};

} // namespace

/// Faults as they arrive at the other end of real sockets.
class FaultServerTest : public QObject {
    Q_OBJECT

private:
    QNetworkAccessManager m_network;

    std::unique_ptr<QNetworkReply> get(quint16 port, const char *target)
    {
        const QUrl url(QStringLiteral("http://127.0.0.1:%1%2").arg(port).arg(QLatin1String(target)));
        return std::unique_ptr<QNetworkReply>(m_network.get(QNetworkRequest(url)));
    }

    std::unique_ptr<QNetworkReply> fetched(quint16 port, const char *target)
    {
        auto reply = get(port, target);
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        finished.wait(5'000);
        return reply;
    }

    static int statusOf(const QNetworkReply &reply)
    {
        return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

    qint64 updateIdOf(quint16 port)
    {
        const auto reply = fetched(port, snapshotTarget);
        return QJsonDocument::fromJson(reply->readAll())
            .object()
            .value(QStringLiteral("lastUpdateId"))
            .toInteger();
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aDroppedMessageLeavesAGap()
    {
        FaultyServer faulty("drop@3");
        StreamClient client(faulty.port);
        QTRY_VERIFY(client.texts.size() > 4);
        QCOMPARE(client.missingBefore(1), qint64{0});
        QVERIFY(client.missingBefore(2) > 0);
        QCOMPARE(client.missingBefore(3), qint64{0});
        QCOMPARE(faulty.counts(), std::string("drop 1"));
    }

    void aStallLeavesAGapOfItsLength()
    {
        FaultyServer faulty("stall@3/500ms");
        StreamClient client(faulty.port);
        QTRY_VERIFY(client.texts.size() > 3);
        const qint64 gap = client.frame(2).value(QStringLiteral("E")).toInteger() -
                           client.frame(1).value(QStringLiteral("E")).toInteger();
        QVERIFY2(gap >= 500 && gap <= 800, QByteArray::number(gap));
    }

    void aDelayedMessageComesLateAndWhole()
    {
        FaultyServer faulty("delay@3/700ms");
        StreamClient client(faulty.port);
        QTRY_COMPARE(client.texts.size(), 2);
        QElapsedTimer waiting;
        waiting.start();
        QTRY_VERIFY(client.texts.size() > 3);
        QVERIFY2(waiting.elapsed() >= 700, QByteArray::number(waiting.elapsed()));
        QCOMPARE(client.missingBefore(2), qint64{0});
        QCOMPARE(client.missingBefore(3), qint64{0});
    }

    void anAbortedConnectionEndsWithoutAClose()
    {
        FaultyServer faulty("abort@3");
        StreamClient client(faulty.port);
        QSignalSpy gone(&client.socket, &QWebSocket::disconnected);
        QTRY_COMPARE(gone.size(), 1);
        QCOMPARE(client.texts.size(), 2);
        QCOMPARE(client.socket.error(), QAbstractSocket::RemoteHostClosedError);
        QCOMPARE(faulty.server.exchange().hub().connectionCount(), std::size_t{0});
    }

    void aCloseBearsItsCode()
    {
        FaultyServer faulty("close@3/4001");
        StreamClient client(faulty.port);
        QSignalSpy gone(&client.socket, &QWebSocket::disconnected);
        QTRY_COMPARE(gone.size(), 1);
        QCOMPARE(static_cast<int>(client.socket.closeCode()), 4001);
        QTRY_COMPARE(faulty.server.exchange().hub().connectionCount(), std::size_t{0});
    }

    void aHalfOpenConnectionAnswersNothingButLives()
    {
        FaultyServer faulty("half-open@3");
        StreamClient client(faulty.port);
        QSignalSpy pongs(&client.socket, &QWebSocket::pong);
        QTRY_COMPARE(client.texts.size(), 1);
        client.socket.ping("alive");
        QTRY_COMPARE(pongs.size(), 1);
        QTRY_COMPARE(faulty.counts(), std::string("half-open 1"));
        client.socket.ping("dead");
        QTest::qWait(400);
        QCOMPARE(pongs.size(), 1);
        QCOMPARE(client.texts.size(), 2);
        QCOMPARE(client.socket.state(), QAbstractSocket::ConnectedState);
        // Another one is not touched, and the end of this one is noticed.
        StreamClient other(faulty.port);
        QTRY_VERIFY(other.texts.size() > 1);
        client.socket.abort();
        QTRY_COMPARE(faulty.server.exchange().hub().connectionCount(), std::size_t{1});
    }

    void aShutdownIsToldAndDone()
    {
        FaultyServer faulty("shutdown@2/300ms");
        StreamClient client(faulty.port);
        QSignalSpy gone(&client.socket, &QWebSocket::disconnected);
        QTRY_COMPARE(gone.size(), 1);
        QCOMPARE(client.frame(1).value(QStringLiteral("e")).toString(), QStringLiteral("serverShutdown"));
        QCOMPARE(static_cast<int>(client.socket.closeCode()), 1001);
        QVERIFY(client.texts.size() > 3);
    }

    void slowSnapshotsDoNotHoldUpTheRest()
    {
        FaultyServer faulty("slow-snapshot@1/600ms");
        QElapsedTimer waiting;
        waiting.start();
        const auto slow = get(faulty.port, snapshotTarget);
        QSignalSpy finished(slow.get(), &QNetworkReply::finished);
        QCOMPARE(statusOf(*fetched(faulty.port, "/api/v3/ping")), 200);
        QCOMPARE(finished.size(), 0);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY2(waiting.elapsed() >= 600, QByteArray::number(waiting.elapsed()));
        QCOMPARE(statusOf(*slow), 200);
    }

    void nobodyNeedsToWaitForASlowSnapshot()
    {
        auto faulty = std::make_unique<FaultyServer>("slow-snapshot@1/200ms,slow-snapshot@2/100s");
        const auto left = get(faulty->port, snapshotTarget);
        QTRY_COMPARE(faulty->counts(), std::string("slow-snapshot 1"));
        left->abort();
        QTest::qWait(400);
        const auto orphaned = get(faulty->port, snapshotTarget);
        QTRY_COMPARE(faulty->counts(), std::string("slow-snapshot 2"));
        QSignalSpy finished(orphaned.get(), &QNetworkReply::finished);
        faulty.reset();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(orphaned->error() != QNetworkReply::NoError);
    }

    void aStaleSnapshotIsOlderThanTheOneBefore()
    {
        FaultyServer faulty("stale-snapshot@3");
        StreamClient client(faulty.port);
        QTRY_VERIFY(client.texts.size() > 1);
        const qint64 first = updateIdOf(faulty.port);
        QTRY_VERIFY(client.texts.size() > 5);
        const qint64 second = updateIdOf(faulty.port);
        QVERIFY(second > first);
        QCOMPARE(updateIdOf(faulty.port), first);
        QVERIFY(updateIdOf(faulty.port) >= second);
    }

    void refusalsSayWhenToComeBack()
    {
        FaultyServer faulty("failed-snapshot@1,429@2/1s");
        QCOMPARE(statusOf(*fetched(faulty.port, snapshotTarget)), 500);
        const auto refused = fetched(faulty.port, "/api/v3/time");
        QCOMPARE(statusOf(*refused), 429);
        QCOMPARE(refused->rawHeader("Retry-After"), QByteArray("1"));
        QVERIFY(refused->hasRawHeader("X-MBX-USED-WEIGHT-1M"));
        QTRY_COMPARE(statusOf(*fetched(faulty.port, "/api/v3/time")), 200);
    }

    void faultsCanBeChangedWhileItRuns()
    {
        quint16 port = 0;
        std::string last;
        SimServerThread thread(smallExchange());
        // A spy would listen on the thread of the exchange.
        connect(&thread, &SimServerThread::listening, this, [&port](quint16 bound) { port = bound; });
        connect(&thread, &SimServerThread::faultsCounted, this, [&](const FaultCounts &counts) {
            last = countsText(counts);
        });
        thread.start();
        QTRY_VERIFY(port != 0);
        const auto counts = [&] {
            last.clear();
            thread.countFaults();
            return QTest::qWaitFor([&] { return !last.empty(); }) ? last : "no answer";
        };
        QCOMPARE(counts(), std::string("nothing"));
        thread.setFaults(parseFaultPlan("drop").value());
        StreamClient client(port);
        QTRY_VERIFY(QString::fromStdString(counts()).startsWith(QStringLiteral("drop ")));
        QVERIFY(client.texts.empty());
        thread.stopFaults();
        QTRY_VERIFY(client.texts.size() > 1);
        thread.injectFault(FaultKind::Abort);
        QTRY_COMPARE(client.socket.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(QString::fromStdString(counts()).endsWith(QStringLiteral(", abort 1")));
    }
};

QTEST_GUILESS_MAIN(FaultServerTest)
#include "faultservertest.moc"
