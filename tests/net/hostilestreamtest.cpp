// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedworker.h"
#include "smallexchange.h"
#include "support/cannedserver.h"
#include "venues/venuetable.h"

#include <QNetworkAccessManager>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace touchline;
using touchline::test::CannedServer;

namespace {

const char *const snapshot = R"({"lastUpdateId":100,"bids":[["10.00","1"]],"asks":[["11.00","2"]]})";

QByteArray depth(int id)
{
    return QStringLiteral(R"({"e":"depthUpdate","E":1770000000000,"s":"AUSDT","U":%1,"u":%1,"b":[],"a":[]})")
        .arg(id)
        .toUtf8();
}

} // namespace

/// A venue whose stream holds what no venue should send, on real sockets.
class HostileStreamTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<CannedServer> m_rest;
    std::unique_ptr<QWebSocketServer> m_stream;
    std::unique_ptr<QWebSocket> m_socket;
    std::unique_ptr<QNetworkAccessManager> m_network;
    const Venue &m_venue = *findVenue("binance");
    std::unique_ptr<FeedWorker> m_worker;

    [[nodiscard]] const BookFeed &feed() const { return m_worker->session().book(0); }

    /// A live book at update 101.
    void goLive()
    {
        const std::vector<Instrument> instruments{bareInstrument("AUSDT")};
        const std::string stream = "ws://127.0.0.1:" + std::to_string(m_stream->serverPort());
        const FeedSource source =
            test::sourceAt(m_venue, m_rest->url("http").toStdString(), stream, {"AUSDT"});
        m_worker = std::make_unique<FeedWorker>(
            *m_network, source, ConnectionShare{.instruments = instruments},
            [](BookFeed &, FeedChange::Kind, Instant) {});
        m_worker->start();
        QTRY_VERIFY(m_stream->hasPendingConnections());
        m_socket.reset(m_stream->nextPendingConnection());
        m_socket->sendTextMessage(QString::fromUtf8(depth(101)));
        QTRY_VERIFY(feed().status().isLive());
        QCOMPARE(feed().updateId(), std::uint64_t{101});
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_rest = std::make_unique<CannedServer>(
            [](const QByteArray &) { return test::httpAnswer(200, QByteArray(snapshot)); });
        m_stream =
            std::make_unique<QWebSocketServer>(QStringLiteral("test"), QWebSocketServer::NonSecureMode);
        QVERIFY(m_stream->listen(QHostAddress::LocalHost));
        m_network = std::make_unique<QNetworkAccessManager>();
    }

    void cleanup()
    {
        m_worker.reset();
        m_socket.reset();
        m_stream.reset();
        m_network.reset();
        m_rest.reset();
    }

    void aBinaryFrameThatIsNoTextIsMalformed()
    {
        goLive();
        QSignalSpy refused(m_worker.get(), &FeedWorker::frameRefused);
        m_socket->sendBinaryMessage(QByteArray("\x00\xff\xfe\x80 binary", 11));
        QTRY_COMPARE(m_worker->session().malformedFrames(ErrorCode::BadJson), std::uint64_t{1});
        QVERIFY(feed().status().state == FeedState::Resyncing);
        QCOMPARE(refused.size(), 1);
        const auto report = refused.constFirst().constFirst().value<ReportFrame>();
        QVERIFY(report.head.starts_with("\\x00\\xff\\xfe\\x80 "));
    }

    void aBinaryFrameThatIsTextIsRead()
    {
        goLive();
        m_socket->sendBinaryMessage(depth(102));
        QTRY_COMPARE(feed().updateId(), std::uint64_t{102});
        QVERIFY(feed().status().isLive());
    }

    void aFrameThatIsTooLargeEndsTheConnection()
    {
        goLive();
        m_socket->sendTextMessage(QString(17 << 20, QLatin1Char(' ')));
        QTRY_VERIFY_WITH_TIMEOUT(feed().status().state == FeedState::Reconnecting, 10'000);
        QCOMPARE(feed().counters().reconnects, std::uint64_t{1});
        QCOMPARE(feed().updateId(), std::uint64_t{0});
        QTRY_VERIFY_WITH_TIMEOUT(m_stream->hasPendingConnections(), 10'000);
    }
};

QTEST_GUILESS_MAIN(HostileStreamTest)
#include "hostilestreamtest.moc"
