// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/snapshotturns.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

namespace {

constexpr Instant start = Instant::fromMillis(1'000'000);

constexpr SnapshotWay fetch = SnapshotWay::Fetch;
constexpr SnapshotWay subscribe = SnapshotWay::Subscribe;

/// Four fifths of 100 a minute: eight snapshots of weight 10, or two of weight 40 on the other way.
SnapshotTurns turnsOf(std::size_t maxUnderWay)
{
    return SnapshotTurns(
        {maxUnderWay, 10s}, {10, std::make_shared<RequestBudget>(100)},
        {40, std::make_shared<RequestBudget>(100)});
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
        turns.noteDue(fetch, start + 5s);
        turns.noteDue(fetch, start + 3s);
        turns.noteDue(fetch, start + 4s);
        QVERIFY(turns.nextTurn() == start + 3s);
        QVERIFY(!turns.isTurn(start + 2s));
        QVERIFY(turns.isTurn(start + 3s));
    }

    void noMoreUnderWayThanAllowed()
    {
        SnapshotTurns turns = turnsOf(1);
        turns.noteDue(fetch, start);
        const auto id = turns.begin(fetch, 7, start);
        QVERIFY(!turns.isTurn(start));
        QVERIFY(turns.nextTurn() == SnapshotTurns::never);
        QVERIFY(turns.end(id) == std::optional<std::size_t>(7));
        QVERIFY(turns.isTurn(start));
    }

    void anAnswerCountsOnce()
    {
        SnapshotTurns turns = turnsOf(4);
        const auto id = turns.begin(fetch, 7, start);
        QVERIFY(!turns.end(id + 1));
        QVERIFY(turns.end(id));
        QVERIFY(!turns.end(id));
    }

    void overdueAnswersAreNotWaitedFor()
    {
        SnapshotTurns turns = turnsOf(4);
        const auto late = turns.begin(fetch, 1, start);
        const auto later = turns.begin(fetch, 2, start + 1s);
        QVERIFY(turns.nextOverdue() == start + 10s);
        QVERIFY(turns.takeOverdue(start + 9s).empty());
        QVERIFY(turns.takeOverdue(start + 10s) == std::vector<std::size_t>{1});
        QVERIFY(!turns.end(late));
        QVERIFY(turns.end(later) == std::optional<std::size_t>(2));
    }

    void theWeightOfAMinuteIsKept()
    {
        SnapshotTurns turns = turnsOf(100);
        turns.noteDue(fetch, start);
        for (std::size_t book = 0; book < 8; ++book) {
            QVERIFY(turns.isTurn(start + std::chrono::seconds(book)));
            static_cast<void>(turns.begin(fetch, book, start + std::chrono::seconds(book)));
        }
        QVERIFY(!turns.isTurn(start + 59s));
        QVERIFY(turns.nextTurn() == start + 60s);
        QVERIFY(turns.isTurn(start + 60s));
    }

    void theVenuesPauseHoldsAllBack()
    {
        SnapshotTurns turns = turnsOf(4);
        turns.noteDue(fetch, start);
        turns.fetchBudget().pauseUntil(start + 60s);
        turns.fetchBudget().pauseUntil(start + 30s);
        QVERIFY(!turns.isTurn(start + 59s));
        QVERIFY(turns.nextTurn() == start + 60s);
        QVERIFY(turns.isTurn(start + 60s));
    }

    void eachWayHasItsOwnBudget()
    {
        SnapshotTurns turns = turnsOf(100);
        turns.noteDue(subscribe, start);
        for (std::size_t book = 0; book < 2; ++book) {
            QVERIFY(turns.isTurn(start));
            static_cast<void>(turns.begin(subscribe, book, start));
        }
        QVERIFY(!turns.hasRoom(subscribe, start));
        QVERIFY(!turns.isTurn(start));
        QVERIFY(turns.nextTurn() == start + 60s);
        QVERIFY(turns.hasRoom(fetch, start));
        turns.noteDue(fetch, start + 1s);
        QVERIFY(turns.nextTurn() == start + 1s);
        QVERIFY(turns.isTurn(start + 1s));
        turns.forgetDue();
        QVERIFY(turns.nextTurn() == SnapshotTurns::never);
    }

    void bothWaysCountAsUnderWay()
    {
        SnapshotTurns turns = turnsOf(1);
        const auto id = turns.begin(subscribe, 3, start);
        QVERIFY(!turns.hasRoom(fetch, start));
        QVERIFY(turns.end(id) == std::optional<std::size_t>(3));
        QVERIFY(turns.hasRoom(fetch, start));
    }
};

QTEST_APPLESS_MAIN(SnapshotTurnsTest)
#include "snapshotturnstest.moc"
