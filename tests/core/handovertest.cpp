// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/handover.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

namespace {

constexpr Instant begun = Instant::fromMillis(1'770'000'000'000);

BookDelta delta(std::uint64_t first, std::uint64_t last)
{
    BookDelta update;
    update.ids = {first, last};
    return update;
}

} // namespace

class HandoverTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void anUpdateThatJoinsWhatTheBookHasIsEnough()
    {
        Handover handover(1, begun);
        QVERIFY(!handover.isReady(begun));
        handover.onNextDelta(0, delta(99, 101), 100);
        QVERIFY(handover.isReady(begun));
        QCOMPARE(handover.take(0).deltas.size(), std::size_t{1});
    }

    void anUpdateThatFollowsDirectlyJoinsAsWell()
    {
        Handover handover(1, begun);
        handover.onNextDelta(0, delta(101, 103), 100);
        QVERIFY(handover.isReady(begun));
    }

    void aNextConnectionThatIsAheadWaits()
    {
        Handover handover(1, begun);
        handover.onNextDelta(0, delta(105, 106), 100);
        handover.onNextDelta(0, delta(107, 109), 100);
        QVERIFY(!handover.isReady(begun));
        handover.onCurrentDelta(0, 103);
        QVERIFY(!handover.isReady(begun));
        handover.onCurrentDelta(0, 106);
        QVERIFY(handover.isReady(begun));
        const auto kept = handover.take(0).deltas;
        QCOMPARE(kept.size(), std::size_t{1});
        QCOMPARE(kept.front().ids.first, std::uint64_t{107});
    }

    void whatTheBookContainsIsNotKept()
    {
        Handover handover(2, begun);
        handover.onNextDelta(0, delta(95, 98), 100);
        QVERIFY(!handover.isReady(begun));
        QVERIFY(handover.take(0).deltas.empty());
        handover.onNextDelta(1, delta(1, 2), 7);
        QVERIFY(handover.isReady(begun));
    }

    void everyBookHasToJoin()
    {
        Handover handover(2, begun);
        handover.onNextDelta(0, delta(101, 101), 100);
        QVERIFY(!handover.isReady(begun));
        handover.onCurrentDelta(1, 50);
        QVERIFY(!handover.isReady(begun + 20s));
        handover.onNextDelta(1, delta(51, 51), 50);
        QVERIFY(handover.isReady(begun));
    }

    void aQuietSymbolIsWaitedForOnlyAWhile()
    {
        Handover handover(2, begun);
        handover.onNextDelta(0, delta(101, 101), 100);
        QVERIFY(!handover.isReady(begun + (5s - 1ns)));
        QVERIFY(handover.isReady(begun + 5s));
        QVERIFY(handover.nextCheck() == begun + 5s);
    }

    void aConnectionThatLacksASymbolIsNoUse()
    {
        Handover handover(1, begun);
        handover.onCurrentDelta(0, 101);
        QVERIFY(!handover.isReady(begun + 29s));
        QVERIFY(!handover.hasFailed(begun + 29s));
        QVERIFY(handover.hasFailed(begun + 30s));
    }

    void aBookThatWaitsForItsSnapshotTakesAnything()
    {
        Handover handover(1, begun);
        handover.onNextDelta(0, delta(500, 501), 0);
        QVERIFY(handover.isReady(begun));
        QCOMPARE(handover.take(0).deltas.size(), std::size_t{1});
    }

    void aCurrentConnectionThatLagsFarBehindIsLetGo()
    {
        Handover handover(1, begun);
        handover.onCurrentDelta(0, 100);
        for (std::uint64_t id = 200; id < 200 + 4095; ++id)
            handover.onNextDelta(0, delta(id, id), 100);
        QVERIFY(!handover.isReady(begun));
        handover.onNextDelta(0, delta(9000, 9000), 100);
        QVERIFY(handover.isReady(begun));
    }

    void theNewestTradesAreKept()
    {
        Handover handover(1, begun);
        for (int i = 0; i < 300; ++i)
            handover.onNextTrade(0, Trade{Price(i), Qty(1), Aggressor::Buyer, {}});
        const auto trades = handover.take(0).trades;
        QCOMPARE(trades.size(), std::size_t{256});
        QVERIFY(trades.back().price == Price(299));
    }

    void aCheckIsNotDueAgainAtOnce()
    {
        Handover handover(1, begun);
        handover.onChecked(begun + 5s);
        QVERIFY(handover.nextCheck() > begun + 5s);
    }
};

QTEST_APPLESS_MAIN(HandoverTest)
#include "handovertest.moc"
