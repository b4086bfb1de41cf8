// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/bookside.h"

#include "support/levels.h"
#include "support/random.h"
#include "support/truthbook.h"

#include <QRegularExpression>
#include <QTest>

#include <limits>
#include <vector>

using namespace touchline;
using test::level;
using test::levelsOf;

Q_DECLARE_METATYPE(touchline::Side)

class BookSideTest : public QObject {
    Q_OBJECT

private:
    static void addBothSides()
    {
        QTest::addColumn<Side>("side");
        QTest::newRow("bids") << Side::Bid;
        QTest::newRow("asks") << Side::Ask;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void isEmptyAtFirst()
    {
        const BookSide bids(Side::Bid);
        QCOMPARE(bids.size(), std::size_t{0});
        QVERIFY(!bids.best());
        QVERIFY(bids.qtyAt(Price(1)).isZero());
        QVERIFY(levelsOf(bids).empty());
    }

    void onlyTheBestAreKept_data() { addBothSides(); }

    /// Levels ahead of the window, in it and behind it, against a sorted list.
    void onlyTheBestAreKept()
    {
        QFETCH(const Side, side);
        test::Random random(7);
        for (int round = 0; round < 50; ++round) {
            BookSide book(side);
            for (int i = 0; i < 400; ++i) {
                const bool isFar = random.below(8) == 0;
                const auto price = static_cast<std::int64_t>(random.below(isFar ? 50'000'000 : 3'000));
                book.set(level(1'000'000 + price, 1 + i));
            }
            auto expected = levelsOf(book);
            QCOMPARE(book.worstPrice(), std::optional(expected.back().price));
            const std::size_t kept = random.below(expected.size() + 20);
            book.keepBest(kept);
            expected.resize(std::min(kept, expected.size()));
            QCOMPARE(levelsOf(book), expected);
            QCOMPARE(book.size(), expected.size());
        }
        QVERIFY(!BookSide(side).worstPrice());
    }

    void theBestBidIsTheHighest()
    {
        BookSide bids(Side::Bid);
        for (const std::int64_t price : {100, 102, 101})
            bids.set(level(price, price * 10));
        QCOMPARE(bids.best(), std::optional(level(102, 1020)));
        QCOMPARE(levelsOf(bids), (std::vector{level(102, 1020), level(101, 1010), level(100, 1000)}));
    }

    void theBestAskIsTheLowest()
    {
        BookSide asks(Side::Ask);
        for (const std::int64_t price : {100, 102, 101})
            asks.set(level(price, price * 10));
        QCOMPARE(asks.best(), std::optional(level(100, 1000)));
        QCOMPARE(levelsOf(asks), (std::vector{level(100, 1000), level(101, 1010), level(102, 1020)}));
    }

    void aQuantityReplacesTheOldOne()
    {
        BookSide bids(Side::Bid);
        bids.set(level(100, 5));
        bids.set(level(100, 3));
        QCOMPARE(bids.size(), std::size_t{1});
        QCOMPARE(bids.qtyAt(Price(100)), Qty(3));
    }

    void quantityZeroRemoves()
    {
        BookSide asks(Side::Ask);
        asks.set(level(100, 5));
        asks.set(level(101, 6));
        asks.set(level(100, 0));
        QCOMPARE(levelsOf(asks), std::vector{level(101, 6)});
    }

    void aSideThatNeverHeldALevelCopiesNone()
    {
        std::vector<Level> out{level(1, 1)};
        BookSide(Side::Bid).copyBest(5, out);
        QVERIFY(out.empty());
    }

    void removingWhatIsNotThereIsSilent()
    {
        BookSide asks(Side::Ask);
        asks.set(level(100, 0));
        QCOMPARE(asks.size(), std::size_t{0});
        asks.set(level(101, 6));
        for (const std::int64_t price : {100, 102})
            asks.set(level(price, 0));
        QCOMPARE(levelsOf(asks), std::vector{level(101, 6)});
    }

    void copiesNoMoreThanThereIs()
    {
        BookSide bids(Side::Bid);
        for (std::int64_t price = 1; price <= 5; ++price)
            bids.set(level(price, 1));
        std::vector<Level> out{level(77, 7)};
        bids.copyBest(2, out);
        QCOMPARE(out, (std::vector{level(5, 1), level(4, 1)}));
        bids.copyBest(9, out);
        QCOMPARE(out.size(), std::size_t{5});
        bids.copyBest(0, out);
        QVERIFY(out.empty());
    }

    void visitsUntilToldToStop()
    {
        BookSide asks(Side::Ask);
        for (std::int64_t price = 1; price <= 5; ++price)
            asks.set(level(price, 1));
        std::vector<std::int64_t> seen;
        asks.visitBestFirst([&seen](const Level &visited) {
            seen.push_back(visited.price.raw());
            return visited.price < Price(3);
        });
        QCOMPARE(seen, (std::vector<std::int64_t>{1, 2, 3}));
    }

    void visitsTheLevelsBetweenTwoPrices()
    {
        BookSide bids(Side::Bid);
        for (std::int64_t price = 10; price <= 50; price += 10)
            bids.set(level(price, price));
        std::vector<std::int64_t> seen;
        const auto note = [&seen](const Level &visited) {
            seen.push_back(visited.price.raw());
            return true;
        };
        bids.visitRange(Price(45), Price(20), note);
        QCOMPARE(seen, (std::vector<std::int64_t>{40, 30, 20}));
        seen.clear();
        bids.visitRange(Price(20), Price(45), note);
        QVERIFY(seen.empty());
    }

    void sumsTheQuantityUpToAPrice()
    {
        BookSide asks(Side::Ask);
        for (std::int64_t price = 10; price <= 50; price += 10)
            asks.set(level(price, price));
        QCOMPARE(asks.qtyUpTo(Price(9)), Qty(0));
        QCOMPARE(asks.qtyUpTo(Price(30)), Qty(60));
        QCOMPARE(asks.qtyUpTo(Price(35)), Qty(60));
        asks.set(level(5, std::numeric_limits<std::int64_t>::max()));
        QCOMPARE(asks.qtyUpTo(Price(30)), Qty(std::numeric_limits<std::int64_t>::max()));
    }

    void aCopyGoesItsOwnWay()
    {
        BookSide bids(Side::Bid);
        bids.set(level(100, 5));
        BookSide copy = bids;
        copy.set(level(101, 1));
        bids.set(level(100, 6));
        QCOMPARE(levelsOf(copy), (std::vector{level(101, 1), level(100, 5)}));
        copy = bids;
        QCOMPARE(levelsOf(copy), std::vector{level(100, 6)});
    }

    void loadsInAnyOrderWithoutEmptyLevels_data() { addBothSides(); }

    void loadsInAnyOrderWithoutEmptyLevels()
    {
        QFETCH(Side, side);
        test::Random random(1);
        test::TruthSide truth(side);
        std::vector<Level> levels;
        for (std::int64_t price = 1; price <= 500; ++price)
            levels.push_back(level(price, random.chance(20) ? 0 : random.between(1, 99)));
        for (const Level &each : levels)
            truth.set(each);
        random.shuffle(levels);
        BookSide loaded(side);
        loaded.set(level(9'999, 1));
        QVERIFY(loaded.load(levels));
        QCOMPARE(levelsOf(loaded), truth.levels());
    }

    void refusesAPriceTwiceAndIsEmptyThen()
    {
        BookSide bids(Side::Bid);
        bids.set(level(50, 1));
        QVERIFY(!bids.load(std::vector{level(100, 1), level(99, 1), level(100, 2)}));
        QCOMPARE(bids.size(), std::size_t{0});
    }

    void equalLevelsMakeEqualSides()
    {
        BookSide one(Side::Ask);
        BookSide other(Side::Ask);
        one.set(level(1, 1));
        one.set(level(2, 2));
        other.set(level(2, 2));
        QVERIFY(one != other);
        other.set(level(1, 1));
        QVERIFY(one == other);
        one.clear();
        QVERIFY(one == BookSide(Side::Ask));
    }

    void holdsWhatAMapHolds_data() { addBothSides(); }

    void holdsWhatAMapHolds()
    {
        QFETCH(Side, side);
        constexpr int operations = 100'000;
        test::Random random(2);
        test::TruthSide truth(side);
        BookSide real(side);
        for (int i = 0; i < operations; ++i) {
            // The range breathes, so that the side fills, thins out and empties.
            const std::int64_t width = i / 10'000 % 2 == 0 ? 1'500 : 8;
            const Level change =
                level(random.between(1, width), random.chance(45) ? 0 : random.between(1, 1'000));
            truth.set(change);
            real.set(change);
            QCOMPARE(real.size(), truth.size());
            QCOMPARE(real.qtyAt(change.price), truth.qtyAt(change.price));
            if (i % 100 == 0)
                QCOMPARE(levelsOf(real), truth.levels());
        }
        QCOMPARE(levelsOf(real), truth.levels());
    }

    void bestIsTheFirstLevelAtEveryStep_data() { addBothSides(); }

    void bestIsTheFirstLevelAtEveryStep()
    {
        QFETCH(Side, side);
        test::Random random(3);
        BookSide real(side);
        std::vector<Level> first;
        for (int i = 0; i < 20'000; ++i) {
            real.set(level(random.between(1, 12), random.chance(60) ? 0 : 1));
            real.copyBest(1, first);
            QCOMPARE(real.best(), first.empty() ? std::nullopt : std::optional(first.front()));
        }
    }
};

QTEST_APPLESS_MAIN(BookSideTest)
#include "booksidetest.moc"
