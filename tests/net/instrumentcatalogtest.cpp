// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/instrumentcatalog.h"

#include "support/cannedserver.h"
#include "venues/venuetable.h"

#include <QNetworkAccessManager>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

#include <set>

using namespace touchline;
using namespace touchline::test;

namespace {

QByteArray okxList(const QByteArray &type, const QByteArray &name)
{
    return R"({"code":"0","msg":"","data":[{"instId":")" + name + R"(","instType":")" + type +
           R"(","baseCcy":"BTC","quoteCcy":"USDT","uly":"BTC-USDT","instFamily":"BTC-USDT","settleCcy":"USDT",)"
           R"("tickSz":"0.1","lotSz":"0.001","minSz":"0.001","state":"live","ctVal":"0.01","ctValCcy":"BTC",)"
           R"("expTime":"1806048000000"}]})";
}

/// OKX's three lists; the one of `missing` is not there.
QByteArray okxAnswer(const QByteArray &request, const QByteArray &missing = "none")
{
    for (const auto &[type, name] :
         {std::pair("SPOT", "BTC-USDT"), std::pair("SWAP", "BTC-USDT-SWAP"),
          std::pair("FUTURES", "BTC-USDT-270326")}) {
        if (request.contains(QByteArray("instType=") + type) && missing != type)
            return httpAnswer(200, okxList(type, name));
    }
    return httpAnswer(404);
}

constexpr const char *krakenList =
    R"({"channel":"instrument","type":"snapshot","data":{"assets":[],"pairs":[{"symbol":"BTC/USD","base":"BTC",)"
    R"("quote":"USD","status":"online","price_precision":1,"qty_precision":8,"price_increment":0.1,)"
    R"("qty_increment":0.00000001,"qty_min":0.0001}]}})";

/// Says what a stream says before it comes to its list.
class ListingStream {
public:
    explicit ListingStream(bool hasList)
        : m_hasList(hasList),
          m_server(QStringLiteral("list"), QWebSocketServer::NonSecureMode)
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("no port");
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] { greet(); });
    }

    [[nodiscard]] std::string url() const { return m_server.serverUrl().toString().toStdString(); }
    QStringList heard;
    int ended = 0;

private:
    void greet()
    {
        QWebSocket *const client = m_server.nextPendingConnection();
        client->setParent(&m_server);
        client->sendTextMessage(QStringLiteral(R"({"channel":"status","type":"update","data":[]})"));
        QObject::connect(client, &QWebSocket::disconnected, &m_server, [this] { ++ended; });
        QObject::connect(
            client, &QWebSocket::textMessageReceived, &m_server, [this, client](const QString &text) {
                heard << text;
                client->sendTextMessage(QStringLiteral(R"({"channel":"heartbeat"})"));
                if (m_hasList)
                    client->sendTextMessage(QString::fromLatin1(krakenList));
                else
                    client->close();
            });
    }

    bool m_hasList;
    QWebSocketServer m_server;
};

} // namespace

class InstrumentCatalogTest : public QObject {
    Q_OBJECT

private:
    QNetworkAccessManager m_network;

    struct Outcome {
        InstrumentList list;
        int failures = 0;

        explicit Outcome(InstrumentCatalog &catalog)
        {
            QObject::connect(&catalog, &InstrumentCatalog::loaded, [this](const InstrumentList &loaded) {
                list = loaded;
            });
            QObject::connect(
                &catalog, &InstrumentCatalog::failed, [this](const CatalogFailure &) { ++failures; });
        }
    };

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void severalListsBecomeOne()
    {
        CannedServer server([](const QByteArray &request) { return okxAnswer(request); });
        InstrumentCatalog catalog(m_network);
        Outcome outcome(catalog);
        catalog.fetch(*findVenue("okx"), {server.url("http").toStdString(), {}});
        QTRY_VERIFY(outcome.list);
        QCOMPARE(server.requests(), 3);
        std::set<std::string> names;
        for (const Instrument &instrument : *outcome.list)
            names.insert(instrument.normalisedName());
        QCOMPARE(names, (std::set<std::string>{"BTC/USDT", "BTC/USDT PERP", "BTC/USDT 2027-03-26"}));
    }

    void oneListThatIsMissingIsAFailure()
    {
        CannedServer server([](const QByteArray &request) { return okxAnswer(request, "SWAP"); });
        InstrumentCatalog catalog(m_network);
        Outcome outcome(catalog);
        catalog.fetch(*findVenue("okx"), {server.url("http").toStdString(), {}});
        QTRY_COMPARE(outcome.failures, 1);
        QCOMPARE(server.requests(), 2);
        QVERIFY(!outcome.list);
    }

    void aListMayComeOnAStream()
    {
        ListingStream stream(true);
        InstrumentCatalog catalog(m_network);
        Outcome outcome(catalog);
        catalog.fetch(*findVenue("kraken"), {{}, stream.url()});
        QTRY_VERIFY(outcome.list);
        QCOMPARE(outcome.list->size(), std::size_t{1});
        QCOMPARE(outcome.list->front().symbol, std::string("BTC/USD"));
        QVERIFY(outcome.list->front().decimals == (Decimals{1, 8}));
        QCOMPARE(stream.heard.size(), qsizetype{1});
        QTRY_COMPARE(stream.ended, 1);
        QCOMPARE(outcome.failures, 0);
    }

    void aStreamThatEndsBeforeItsListIsAFailure()
    {
        ListingStream stream(false);
        InstrumentCatalog catalog(m_network);
        Outcome outcome(catalog);
        catalog.fetch(*findVenue("kraken"), {{}, stream.url()});
        QTRY_COMPARE(outcome.failures, 1);
        QVERIFY(!outcome.list);
    }

    void aFetchThatIsCancelledTellsNothing()
    {
        ListingStream stream(true);
        InstrumentCatalog catalog(m_network);
        Outcome outcome(catalog);
        catalog.fetch(*findVenue("kraken"), {{}, stream.url()});
        catalog.cancel();
        QTest::qWait(100);
        QVERIFY(!outcome.list);
        QCOMPARE(outcome.failures, 0);
    }
};

QTEST_GUILESS_MAIN(InstrumentCatalogTest)
#include "instrumentcatalogtest.moc"
