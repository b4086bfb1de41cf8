// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedhost.h"
#include "net/smallexchange.h"
#include "support/proxyserver.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace touchline::test;

class ProxyTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void initTestCase() { qRegisterMetaType<InstrumentList>(); }

    void aFeedComesThroughAProxy()
    {
        const ImpatientVenue venue;
        const ProxyServer proxy;
        ExchangeServer server(smallExchange(400));
        FeedSource source = sourceAt(venue, server.listen(0).value(), {"BTCUSDT"});
        source.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), proxy.port());
        FeedHost host([](BookFeed &, FeedChange::Kind, Instant) {});
        host.open(source);
        const auto deltas = [&host] {
            const auto sessions = host.sessions();
            return sessions.empty() ? 0 : sessions.front()->book(0).counters().deltas;
        };
        QTRY_VERIFY(deltas() > 3);
        QVERIFY(host.sessions().front()->book(0).status().isLive());
        QCOMPARE(proxy.tunnels(), 1);
        // For the list of instruments and the snapshot.
        QVERIFY(proxy.forwarded() >= 1);
    }
};

QTEST_GUILESS_MAIN(ProxyTest)
#include "proxytest.moc"
