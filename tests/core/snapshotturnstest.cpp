// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/snapshotturns.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

namespace {

constexpr Instant start = Instant::fromMillis(1'000'000);

} // namespace

class SnapshotTurnsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void nobodyWantsOneAtFirst()
    {
        const SnapshotTurns turns(2, 10s);
        QVERIFY(!turns.isTurn(start));
        QVERIFY(turns.nextTurn() == SnapshotTurns::never);
        QVERIFY(turns.nextOverdue() == SnapshotTurns::never);
    }

    void theEarliestWishCounts()
    {
        SnapshotTurns turns(2, 10s);
        turns.noteDue(start + 5s);
        turns.noteDue(start + 3s);
        turns.noteDue(start + 4s);
        QVERIFY(turns.nextTurn() == start + 3s);
        QVERIFY(!turns.isTurn(start + 2s));
        QVERIFY(turns.isTurn(start + 3s));
    }

    void noMoreUnderWayThanAllowed()
    {
        SnapshotTurns turns(1, 10s);
        turns.noteDue(start);
        const auto id = turns.begin(7, start);
        QVERIFY(!turns.isTurn(start));
        QVERIFY(turns.nextTurn() == SnapshotTurns::never);
        QVERIFY(turns.end(id) == std::optional<std::size_t>(7));
        QVERIFY(turns.isTurn(start));
    }

    void anAnswerCountsOnce()
    {
        SnapshotTurns turns(4, 10s);
        const auto id = turns.begin(7, start);
        QVERIFY(!turns.end(id + 1));
        QVERIFY(turns.end(id));
        QVERIFY(!turns.end(id));
    }

    void overdueAnswersAreNotWaitedFor()
    {
        SnapshotTurns turns(4, 10s);
        const auto late = turns.begin(1, start);
        const auto later = turns.begin(2, start + 1s);
        QVERIFY(turns.nextOverdue() == start + 10s);
        QVERIFY(turns.takeOverdue(start + 9s).empty());
        QVERIFY(turns.takeOverdue(start + 10s) == std::vector<std::size_t>{1});
        QVERIFY(!turns.end(late));
        QVERIFY(turns.end(later) == std::optional<std::size_t>(2));
    }

    void theVenuesPauseHoldsAllBack()
    {
        SnapshotTurns turns(4, 10s);
        turns.noteDue(start);
        turns.pauseUntil(start + 60s);
        turns.pauseUntil(start + 30s);
        QVERIFY(!turns.isTurn(start + 59s));
        QVERIFY(turns.nextTurn() == start + 60s);
        QVERIFY(turns.isTurn(start + 60s));
    }
};

QTEST_APPLESS_MAIN(SnapshotTurnsTest)
#include "snapshotturnstest.moc"
