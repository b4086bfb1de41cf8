// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedhost.h"
#include "net/smallexchange.h"
#include "sim/faultplan.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace touchline;
using namespace touchline::test;

/// A feed on real sockets whose server announces the end of each connection.
class HandoverStreamTest : public QObject {
    Q_OBJECT

private:
    ImpatientVenue m_venue;

    /// What a feed's observer has seen.
    struct Seen {
        bool wasLive = false;
        QStringList breaks; ///< why, of each change to another state after the first time of being live
        std::uint64_t lastId = 0;
        FeedCounters counters;

        void onChange(const BookFeed &feed, FeedChange::Kind kind)
        {
            const bool isLive = feed.status().isLive();
            if (kind == FeedChange::Kind::State && wasLive && !isLive)
                breaks << QString::fromStdString(feed.status().reason);
            wasLive = wasLive || isLive;
            lastId = feed.updateId();
            counters = feed.counters();
        }
    };

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void initTestCase() { qRegisterMetaType<InstrumentList>(); }

    void anAnnouncedEndIsFollowedWithoutABreakAndRecordedSo()
    {
        const QTemporaryDir folder;
        ExchangeServer server(smallExchange(400));
        FeedSource source = sourceAt(m_venue, server.listen(0).value(), {"BTCUSDT", "ETHUSDT"});
        source.recordPath = folder.filePath(QStringLiteral("session.jsonl")).toStdString();
        server.faults().setPlan(parseFaultPlan("shutdown:0.01/4s").value(), server.now());
        Seen live;
        FeedHost host([&live](BookFeed &feed, FeedChange::Kind kind, Instant) {
            if (feed.instrument().symbol == "BTCUSDT")
                live.onChange(feed, kind);
        });
        host.open(source);
        QTRY_VERIFY_WITH_TIMEOUT(live.counters.handovers >= 3, 20'000);
        QCOMPARE(live.breaks.join(u';'), QString());
        QCOMPARE(live.counters.reconnects, std::uint64_t{0});
        QCOMPARE(live.counters.gaps, std::uint64_t{0});
        server.faults().setPlan({}, server.now());
        QTRY_COMPARE(server.exchange().hub().connectionCount(), std::size_t{1});
        host.close();

        Seen replayed;
        FeedHost player([&replayed](BookFeed &feed, FeedChange::Kind kind, Instant) {
            if (feed.instrument().symbol == "BTCUSDT")
                replayed.onChange(feed, kind);
        });
        QSignalSpy finished(&player, &FeedHost::finished);
        FeedSource recording;
        recording.replayPaths = {source.recordPath};
        recording.replaySpeed = std::nullopt;
        player.open(recording);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(replayed.breaks.join(u';'), QString());
        QCOMPARE(replayed.counters.gaps, std::uint64_t{0});
        QCOMPARE(replayed.counters.reconnects, std::uint64_t{0});
        QCOMPARE(replayed.lastId, live.lastId);
        QCOMPARE(replayed.counters.trades, live.counters.trades);
    }
};

QTEST_GUILESS_MAIN(HandoverStreamTest)
#include "handoverstreamtest.moc"
