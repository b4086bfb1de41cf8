// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/depth.h"

#include "support/levels.h"
#include "support/random.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace touchline;
using test::level;

namespace {

constexpr auto largest = std::numeric_limits<std::int64_t>::max();

Touch touchOf(Level bid, Level ask)
{
    return {bid, ask};
}

Touch anyTouch(test::Random &random)
{
    const std::int64_t bid = random.between(1, 1'000'000'000'000);
    const std::int64_t ask = bid + random.between(0, std::int64_t{1} << random.between(0, 40));
    return {level(bid, random.between(1, largest)), level(ask, random.between(1, largest))};
}

} // namespace

class DepthTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void spreadIsAskMinusBid()
    {
        QCOMPARE(spread(touchOf(level(100, 1), level(103, 1))), Price(3));
        QCOMPARE(spread(touchOf(level(100, 1), level(100, 1))), Price(0));
    }

    void spreadInBasisPointsIsOfTheMid()
    {
        QCOMPARE(spreadBps(touchOf(level("99.5", "1"), level("100.5", "1"))), 100.0);
        QCOMPARE(spreadBps(touchOf(level("0.00000001", "1"), level("0.00000003", "1"))), 10'000.0);
        QCOMPARE(spreadBps(touchOf(level(7, 1), level(7, 1))), 0.0);
        QCOMPARE(spreadBps(touchOf(level(0, 1), level(0, 1))), 0.0);
    }

    void midIsExactInTenths()
    {
        QCOMPARE(midInTenths(touchOf(level(100, 1), level(103, 1))), std::int64_t{1'015});
        QCOMPARE(midInTenths(touchOf(level(100, 1), level(102, 1))), std::int64_t{1'010});
        QCOMPARE(midInTenths(touchOf(level(1, 1), level(1, 1))), std::int64_t{10});
        // Beyond 2^53, where a double would lose the half.
        const std::int64_t high = 90'000'000'000'000'001;
        QCOMPARE(midInTenths(touchOf(level(high, 1), level(high + 1, 1))), high * 10 + 5);
    }

    void midStopsAtTheLargestNumber()
    {
        QCOMPARE(midInTenths(touchOf(level(largest, 1), level(largest, 1))), largest);
        QCOMPARE(midInTenths(touchOf(level(1, 1), level(largest, 1))), largest);
        QVERIFY(std::abs(spreadBps(touchOf(level(1, 1), level(largest, 1))) - 20'000.0) < 0.001);
    }

    void micropriceLeansToTheThinnerSide()
    {
        QCOMPARE(microprice(touchOf(level(100, 3), level(104, 1))), Price(103));
        QCOMPARE(microprice(touchOf(level(100, 1), level(104, 3))), Price(101));
        QCOMPARE(microprice(touchOf(level(100, 5), level(104, 5))), Price(102));
    }

    void micropriceReachesTheTouchWhenOneSideIsNothing()
    {
        QCOMPARE(microprice(touchOf(level(100, 5), level(104, 0))), Price(104));
        QCOMPARE(microprice(touchOf(level(100, 0), level(104, 5))), Price(100));
        QCOMPARE(microprice(touchOf(level(100, 0), level(104, 0))), Price(102));
    }

    void micropriceStaysInsideTheTouch()
    {
        test::Random random(1);
        for (int i = 0; i < 20'000; ++i) {
            const Touch touch = anyTouch(random);
            QVERIFY(microprice(touch) >= touch.bid.price);
            QVERIFY(microprice(touch) <= touch.ask.price);
        }
        const Touch widest = touchOf(level(1, largest), level(largest, 1));
        QVERIFY(microprice(widest) <= widest.ask.price);
        QVERIFY(microprice(widest) >= widest.bid.price);
    }

    void imbalanceGoesFromMinusOneToOne()
    {
        QCOMPARE(imbalance(Qty(5), Qty(0)), 1.0);
        QCOMPARE(imbalance(Qty(0), Qty(5)), -1.0);
        QCOMPARE(imbalance(Qty(5), Qty(5)), 0.0);
        QCOMPARE(imbalance(Qty(3), Qty(1)), 0.5);
        QCOMPARE(imbalance(Qty(0), Qty(0)), 0.0);
        QCOMPARE(imbalance(Qty(largest), Qty(largest)), 0.0);
        QCOMPARE(imbalance(Qty(largest), Qty(0)), 1.0);
    }

    void sumsQuantities()
    {
        const std::vector<Level> levels{level(3, 10), level(2, 20), level(1, 5)};
        QCOMPARE(totalQty(levels), Qty(35));
        QCOMPARE(cumulativeQty(levels), (std::vector{Qty(10), Qty(30), Qty(35)}));
        QCOMPARE(totalQty({}), Qty(0));
        QVERIFY(cumulativeQty({}).empty());
    }

    void sumsStopAtTheLargestNumber()
    {
        const std::vector<Level> levels{level(3, largest - 1), level(2, 5), level(1, largest)};
        QCOMPARE(totalQty(levels), Qty(largest));
        QCOMPARE(cumulativeQty(levels), (std::vector{Qty(largest - 1), Qty(largest), Qty(largest)}));
    }
};

QTEST_APPLESS_MAIN(DepthTest)
#include "depthtest.moc"
