// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/orderbook.h"

#include "support/levels.h"
#include "support/truthbook.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using test::delta;
using test::level;
using test::levelsOf;
using test::snapshot;

namespace {

OrderBook bookOf(std::vector<Level> bids, std::vector<Level> asks)
{
    OrderBook book;
    if (!book.load(snapshot(1, std::move(bids), std::move(asks))))
        qFatal("the book of the test is not a book");
    return book;
}

} // namespace

class OrderBookTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void loadsASnapshotInAnyOrder()
    {
        const auto book = bookOf({level(98, 1), level(99, 2)}, {level(102, 3), level(101, 4)});
        QCOMPARE(book.touch(), std::optional(Touch{level(99, 2), level(101, 4)}));
        QCOMPARE(levelsOf(book.bids()), (std::vector{level(99, 2), level(98, 1)}));
        QCOMPARE(levelsOf(book.asks()), (std::vector{level(101, 4), level(102, 3)}));
    }

    void aSnapshotReplacesEverything()
    {
        auto book = bookOf({level(99, 2)}, {level(101, 4)});
        QVERIFY(book.load(snapshot(2, {level(50, 1)}, {level(60, 1)})));
        QVERIFY(book == bookOf({level(50, 1)}, {level(60, 1)}));
    }

    void refusesASnapshotWithAPriceTwice_data()
    {
        QTest::addColumn<bool>("amongBids");
        QTest::newRow("bids") << true;
        QTest::newRow("asks") << false;
    }

    void refusesASnapshotWithAPriceTwice()
    {
        QFETCH(bool, amongBids);
        auto book = bookOf({level(99, 2)}, {level(101, 4)});
        const std::vector<Level> twice{level(100, 1), level(100, 1)};
        const auto loaded =
            book.load(amongBids ? snapshot(2, twice, {level(110, 1)}) : snapshot(2, {level(90, 1)}, twice));
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::DuplicateLevel);
        QVERIFY(book == OrderBook());
    }

    void refusesACrossedSnapshot()
    {
        auto book = bookOf({level(99, 2)}, {level(101, 4)});
        const auto loaded = book.load(snapshot(2, {level(102, 1)}, {level(101, 1)}));
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::CrossedBook);
        QVERIFY(book == OrderBook());
    }

    void appliesAbsoluteQuantities()
    {
        auto book = bookOf({level(99, 2), level(98, 1)}, {level(101, 4)});
        QVERIFY(book.apply(delta(2, 2, {level(99, 7), level(98, 0)}, {level(102, 5)})));
        QVERIFY(book == bookOf({level(99, 7)}, {level(101, 4), level(102, 5)}));
    }

    void bidsAndAsksDoNotTouchEachOther()
    {
        auto book = bookOf({level(99, 2)}, {level(101, 4)});
        QVERIFY(book.apply(delta(2, 2, {level(101, 0)}, {level(99, 0)})));
        QVERIFY(book == bookOf({level(99, 2)}, {level(101, 4)}));
    }

    void aBidAboveTheAskIsAnError()
    {
        auto book = bookOf({level(99, 2)}, {level(101, 4)});
        const auto applied = book.apply(delta(2, 2, {level(102, 1)}));
        QVERIFY(!applied);
        QCOMPARE(applied.error().code, ErrorCode::CrossedBook);
    }

    void aBidEqualToTheAskIsLegal()
    {
        auto book = bookOf({level(99, 2)}, {level(101, 4)});
        QVERIFY(book.apply(delta(2, 2, {level(101, 1)})));
        QCOMPARE(book.touch(), std::optional(Touch{level(101, 1), level(101, 4)}));
        QVERIFY(OrderBook().load(snapshot(1, {level(5, 1)}, {level(5, 1)})));
    }

    void onlyTheEndOfADeltaMustNotBeCrossed()
    {
        // The bid passes the old ask in the same message that takes the old ask away.
        auto book = bookOf({level(99, 2)}, {level(101, 4), level(103, 1)});
        QVERIFY(book.apply(delta(2, 2, {level(102, 1)}, {level(101, 0)})));
        QCOMPARE(book.touch(), std::optional(Touch{level(102, 1), level(103, 1)}));
    }

    void theLaterOfTwoEntriesForAPriceCounts()
    {
        auto book = bookOf({level(99, 2)}, {level(101, 4)});
        QVERIFY(book.apply(delta(2, 2, {level(98, 5), level(98, 6)}, {level(101, 0), level(101, 3)})));
        QCOMPARE(book.bids().qtyAt(Price(98)), Qty(6));
        QCOMPARE(book.asks().qtyAt(Price(101)), Qty(3));
    }

    void aSideMayBeEmpty()
    {
        auto book = bookOf({level(99, 2)}, {});
        QVERIFY(!book.touch());
        QVERIFY(book != OrderBook());
        QVERIFY(book.apply(delta(2, 2, {level(99, 0)}, {level(1, 1)})));
        QVERIFY(!book.touch());
        QVERIFY(book != OrderBook());
        QVERIFY(book.apply(delta(3, 3, {}, {level(1, 0)})));
        QVERIFY(book == OrderBook());
    }

    void sidesGoByName()
    {
        const auto book = bookOf({level(99, 2)}, {level(101, 4)});
        QVERIFY(&book.side(Side::Bid) == &book.bids());
        QVERIFY(&book.side(Side::Ask) == &book.asks());
    }

    void clearingEmptiesBothSides()
    {
        auto book = bookOf({level(99, 2)}, {level(101, 4)});
        book.clear();
        QVERIFY(book == OrderBook());
    }
};

QTEST_APPLESS_MAIN(OrderBookTest)
#include "orderbooktest.moc"
