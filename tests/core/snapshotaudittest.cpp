// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/snapshotaudit.h"

#include "support/levels.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using test::delta;
using test::level;
using test::snapshot;
using State = SnapshotAudit::State;

namespace {

constexpr Instant start = Instant::fromMillis(1'770'000'000'000);

OrderBook bookOf(std::vector<Level> bids, std::vector<Level> asks)
{
    OrderBook book;
    if (!book.load(snapshot(1, std::move(bids), std::move(asks))))
        qFatal("not a book");
    return book;
}

KnownRange range(std::int64_t lowest, std::int64_t highest)
{
    return {Price(lowest), Price(highest)};
}

} // namespace

class SnapshotAuditTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aSnapshotIsLedToWhereTheBookStands()
    {
        SnapshotAudit audit;
        audit.onDelta(delta(101, 102, {level(9, 5)}));
        audit.onDelta(delta(103, 104, {level(9, 6)}));
        audit.onSnapshot(snapshot(102, {level(10, 1), level(9, 5)}, {level(11, 1)}), 104, 0, start);
        QCOMPARE(audit.state(), State::Joined);
        QCOMPARE(audit.updateId(), std::uint64_t{104});
        QVERIFY(audit.book().bids().qtyAt(Price(9)) == Qty(6));
    }

    void aSnapshotOfTheSameIdNeedsNoUpdates()
    {
        SnapshotAudit audit;
        audit.onSnapshot(snapshot(100, {level(10, 1)}, {level(11, 1)}), 100, 0, start);
        QCOMPARE(audit.state(), State::Joined);
    }

    void aNewerSnapshotWaitsForTheStream()
    {
        SnapshotAudit audit;
        audit.onSnapshot(snapshot(105, {level(10, 1)}, {level(11, 1)}), 100, 0, start);
        QCOMPARE(audit.state(), State::Ahead);
        audit.onDelta(delta(101, 103));
        QCOMPARE(audit.state(), State::Ahead);
        QVERIFY(audit.aheadSince() == start);
        audit.onDelta(delta(104, 105));
        QCOMPARE(audit.state(), State::Joined);
        QVERIFY(!audit.aheadSince());
    }

    void aStreamThatPassesTheSnapshotMeetsIt()
    {
        SnapshotAudit audit;
        audit.onSnapshot(snapshot(105, {level(10, 1)}, {level(11, 1)}), 100, 0, start);
        audit.onDelta(delta(101, 108, {level(10, 7)}));
        QCOMPARE(audit.state(), State::Joined);
        QCOMPARE(audit.updateId(), std::uint64_t{108});
        QVERIFY(audit.book().bids().qtyAt(Price(10)) == Qty(7));
    }

    void aSnapshotFromBeforeTheRequestProvesNothing()
    {
        SnapshotAudit quiet;
        quiet.onSnapshot(snapshot(99, {level(10, 1)}), 100, 0, start);
        QCOMPARE(quiet.state(), State::Unusable);
        SnapshotAudit busy;
        busy.onDelta(delta(101, 102));
        busy.onSnapshot(snapshot(90, {level(10, 1)}), 102, 0, start);
        QCOMPARE(busy.state(), State::Unusable);
    }

    void equalBooksHaveNoDifferences()
    {
        const OrderBook book = bookOf({level(10, 1), level(9, 2)}, {level(11, 3)});
        QVERIFY(differences(book, range(9, 11), book, range(9, 11)).empty());
    }

    void eachKindOfDifferenceIsFound()
    {
        const OrderBook book = bookOf({level(10, 1), level(9, 2)}, {level(11, 3)});
        const OrderBook other = bookOf({level(10, 4), level(8, 2)}, {level(11, 3)});
        const auto found = differences(book, range(8, 11), other, range(8, 11));
        QCOMPARE(found.size(), std::size_t{3});
        QVERIFY(found[0].price == Price(10) && found[0].book == Qty(1) && found[0].snapshot == Qty(4));
        QVERIFY(found[1].price == Price(9) && found[1].snapshot.isZero());
        QVERIFY(found[2].price == Price(8) && found[2].book.isZero());
    }

    void whatTheBookCannotKnowIsNoDifference()
    {
        const OrderBook book = bookOf({level(10, 1)}, {level(11, 3)});
        const OrderBook other = bookOf({level(10, 1), level(9, 2)}, {level(11, 3), level(12, 1)});
        QVERIFY(differences(book, range(10, 11), other, range(9, 12)).empty());
        QCOMPARE(differences(book, range(9, 11), other, range(9, 12)).size(), std::size_t{1});
    }

    void whatTheSnapshotCannotKnowIsNoDifference()
    {
        const OrderBook book = bookOf({level(10, 1), level(5, 2)}, {level(11, 3)});
        const OrderBook other = bookOf({level(10, 1)}, {level(11, 3)});
        QVERIFY(differences(book, range(5, 11), other, range(9, 11)).empty());
        QCOMPARE(differences(book, range(5, 11), other, range(5, 11)).size(), std::size_t{1});
    }

    /// A level behind the edge that the stream has told of is as sure as any.
    void aLevelThatTheBookHoldsMustStandInTheSnapshot()
    {
        const OrderBook book = bookOf({level(10, 1), level(7, 2)}, {level(11, 3)});
        const OrderBook other = bookOf({level(10, 1), level(7, 9)}, {level(11, 3)});
        QCOMPARE(differences(book, range(9, 11), other, range(6, 11)).size(), std::size_t{1});
    }

    void aSnapshotBelowItsLimitKnowsAll()
    {
        const auto some =
            snapshot(1, {level(10, 1), level(8, 1)}, {level(11, 1), level(12, 1), level(15, 1)});
        QVERIFY(knownRangeOf(some, 5) == KnownRange{});
        QVERIFY(knownRangeOf(some, 3) == (KnownRange{std::nullopt, Price(15)}));
        QVERIFY(knownRangeOf(some, 0) == range(8, 15));
    }

    void aBookLearnsWhatAnotherOneKnows()
    {
        OrderBook book = bookOf({level(10, 1)}, {level(11, 3), level(14, 1)});
        const OrderBook other =
            bookOf({level(10, 1), level(9, 2), level(3, 1)}, {level(11, 3), level(13, 1)});
        KnownRange known = range(10, 11);
        extend(book, known, other, range(9, 13));
        QVERIFY(known == range(9, 13));
        QVERIFY(book == bookOf({level(10, 1), level(9, 2)}, {level(11, 3), level(13, 1), level(14, 1)}));
    }
};

QTEST_APPLESS_MAIN(SnapshotAuditTest)
#include "snapshotaudittest.moc"
