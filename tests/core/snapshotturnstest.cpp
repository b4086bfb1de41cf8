// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/snapshotturns.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

namespace {

constexpr Instant start = Instant::fromMillis(1'000'000);

/// Four fifths of 100 a minute: eight snapshots of weight 10.
SnapshotTurns turnsOf(std::size_t maxUnderWay)
{
    return SnapshotTurns({maxUnderWay, 10s, 10}, std::make_shared<RequestBudget>(100));
}

} // namespace

class SnapshotTurnsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void nobodyWantsOneAtFirst()
    {
        const SnapshotTurns turns = turnsOf(2);
        QVERIFY(!turns.isTurn(start));
        QVERIFY(turns.nextTurn() == SnapshotTurns::never);
        QVERIFY(turns.nextOverdue() == SnapshotTurns::never);
    }

    void theEarliestWishCounts()
    {
        SnapshotTurns turns = turnsOf(2);
        turns.noteDue(start + 5s);
        turns.noteDue(start + 3s);
        turns.noteDue(start + 4s);
        QVERIFY(turns.nextTurn() == start + 3s);
        QVERIFY(!turns.isTurn(start + 2s));
        QVERIFY(turns.isTurn(start + 3s));
    }

    void noMoreUnderWayThanAllowed()
    {
        SnapshotTurns turns = turnsOf(1);
        turns.noteDue(start);
        const auto id = turns.begin(7, start);
        QVERIFY(!turns.isTurn(start));
        QVERIFY(turns.nextTurn() == SnapshotTurns::never);
        QVERIFY(turns.end(id) == std::optional<std::size_t>(7));
        QVERIFY(turns.isTurn(start));
    }

    void anAnswerCountsOnce()
    {
        SnapshotTurns turns = turnsOf(4);
        const auto id = turns.begin(7, start);
        QVERIFY(!turns.end(id + 1));
        QVERIFY(turns.end(id));
        QVERIFY(!turns.end(id));
    }

    void overdueAnswersAreNotWaitedFor()
    {
        SnapshotTurns turns = turnsOf(4);
        const auto late = turns.begin(1, start);
        const auto later = turns.begin(2, start + 1s);
        QVERIFY(turns.nextOverdue() == start + 10s);
        QVERIFY(turns.takeOverdue(start + 9s).empty());
        QVERIFY(turns.takeOverdue(start + 10s) == std::vector<std::size_t>{1});
        QVERIFY(!turns.end(late));
        QVERIFY(turns.end(later) == std::optional<std::size_t>(2));
    }

    void theWeightOfAMinuteIsKept()
    {
        SnapshotTurns turns = turnsOf(100);
        turns.noteDue(start);
        for (std::size_t book = 0; book < 8; ++book) {
            QVERIFY(turns.isTurn(start + std::chrono::seconds(book)));
            static_cast<void>(turns.begin(book, start + std::chrono::seconds(book)));
        }
        QVERIFY(!turns.isTurn(start + 59s));
        QVERIFY(turns.nextTurn() == start + 60s);
        QVERIFY(turns.isTurn(start + 60s));
    }

    void theVenuesPauseHoldsAllBack()
    {
        SnapshotTurns turns = turnsOf(4);
        turns.noteDue(start);
        turns.budget().pauseUntil(start + 60s);
        turns.budget().pauseUntil(start + 30s);
        QVERIFY(!turns.isTurn(start + 59s));
        QVERIFY(turns.nextTurn() == start + 60s);
        QVERIFY(turns.isTurn(start + 60s));
    }
};

QTEST_APPLESS_MAIN(SnapshotTurnsTest)
#include "snapshotturnstest.moc"
