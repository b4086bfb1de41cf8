// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/networkwatch.h"

#include "net/feedhost.h"
#include "net/smallexchange.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace touchline;
using namespace touchline::test;

class NetworkWatchTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void onlyAWayBackIsTold()
    {
        NetworkWatch watch;
        QSignalSpy back(&watch, &NetworkWatch::back);
        watch.start();
        watch.setOnline(true);
        watch.setOnline(false);
        watch.setOnline(false);
        QCOMPARE(back.count(), 0);
        watch.setOnline(true);
        QCOMPARE(back.count(), 1);
        watch.setOnline(true);
        QCOMPARE(back.count(), 1);
    }

    void whoWaitsToConnectDoesSoAtOnce()
    {
        const ImpatientVenue venue;
        auto server = std::make_unique<ExchangeServer>(smallExchange(400));
        const quint16 port = server->listen(0).value();
        FeedHost host([](BookFeed &, FeedChange::Kind, Instant) {});
        host.open(sourceAt(venue, port, {"BTCUSDT"}));
        const auto status = [&host] {
            const auto sessions = host.sessions();
            return sessions.empty() ? FeedStatus{} : sessions.front()->book(0).status();
        };
        QTRY_VERIFY(status().isLive());
        server.reset();
        // Until the waits have grown to some seconds.
        const auto waits = [&status] { return status().retryAt.value_or(Instant{}) - Clock().now(); };
        QTRY_VERIFY_WITH_TIMEOUT(waits() > std::chrono::seconds(3), 30'000);
        server = std::make_unique<ExchangeServer>(smallExchange(400, 2));
        QVERIFY(server->listen(port));
        host.onNetworkBack();
        QTRY_VERIFY_WITH_TIMEOUT(host.sessions().front()->failedAttempts() == 0, 1'500);
    }
};

QTEST_GUILESS_MAIN(NetworkWatchTest)
#include "networkwatchtest.moc"
