// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depthcurve.h"

#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace touchline;

namespace {

std::vector<Level> randomLevels(Side side, int count, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    const std::int64_t direction = side == Side::Bid ? -1 : 1;
    std::int64_t price = 1'000'000 + direction;
    std::vector<Level> levels;
    for (int i = 0; i < count; ++i) {
        levels.push_back(Level{Price(price), Qty(1 + static_cast<std::int64_t>(random() % 5'000))});
        price += direction * static_cast<std::int64_t>(1 + random() % 40);
    }
    return levels;
}

// The height of a staircase at x: of the last point passed on the way outwards.
double heightAt(const QList<QPointF> &points, double x, Side side)
{
    double height = 0.0;
    for (const QPointF &point : points) {
        const bool isPassed = side == Side::Bid ? point.x() >= x : point.x() <= x;
        if (!isPassed)
            break;
        height = point.y();
    }
    return height;
}

constexpr PriceRange nearby{Price(995'000), Price(1'005'000)};

} // namespace

class DepthCurveTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void cumulativeQuantityIsExactAtEveryLevel_data()
    {
        QTest::addColumn<bool>("isBid");
        QTest::newRow("bids") << true;
        QTest::newRow("asks") << false;
    }

    void cumulativeQuantityIsExactAtEveryLevel()
    {
        QFETCH(bool, isBid);
        const Side side = isBid ? Side::Bid : Side::Ask;
        const std::vector<Level> levels = randomLevels(side, 500, 1);
        const std::vector<Qty> sums = cumulativeQty(levels);
        DepthCurve curve(side);
        curve.setLevels(levels);
        for (std::size_t i = 0; i < levels.size(); ++i) {
            QCOMPARE(curve.at(levels[i].price)->cumulative.raw(), sums[i].raw());
            const Price justNearer(levels[i].price.raw() + (isBid ? 1 : -1));
            QCOMPARE(curve.at(justNearer)->cumulative.raw(), i == 0 ? 0 : sums[i - 1].raw());
        }
    }

    void nothingIsKnownBeyondTheLastLevel()
    {
        DepthCurve curve(Side::Ask);
        curve.setLevels(std::vector{Level{Price(100), Qty(5)}, Level{Price(110), Qty(7)}});
        QVERIFY(curve.at(Price(110)).has_value());
        QVERIFY(!curve.at(Price(111)).has_value());
        QVERIFY(!DepthCurve(Side::Bid).at(Price(1)).has_value());
    }

    void notionalSumsPriceTimesQuantity()
    {
        DepthCurve curve(Side::Bid);
        curve.setLevels(std::vector{Level{Price(100), Qty(5)}, Level{Price(90), Qty(10)}});
        QCOMPARE(curve.at(Price(95))->notional, 500.0);
        QCOMPARE(curve.at(Price(90))->notional, 1400.0);
    }

    void fewStepsAreDrawnExactly()
    {
        DepthCurve curve(Side::Ask);
        curve.setLevels(std::vector{Level{Price(110), Qty(20)}, Level{Price(150), Qty(30)}});
        const QList<QPointF> points = curve.steps(DepthFrame{PriceRange{Price(0), Price(200)}, 100.0}, 600);
        const QList<QPointF> expected{{0.55, 0.0}, {0.55, 0.0}, {0.55, 0.2},
                                      {0.75, 0.2}, {0.75, 0.5}, {0.75, 0.5}};
        QCOMPARE(points, expected);
    }

    void theStaircaseGoesOnToTheEdgeOnlyIfTheBookDoes()
    {
        DepthCurve curve(Side::Ask);
        curve.setLevels(std::vector{Level{Price(110), Qty(20)}, Level{Price(350), Qty(30)}});
        QCOMPARE(
            curve.steps(DepthFrame{PriceRange{Price(0), Price(200)}, 100.0}, 600).back(), QPointF(1.0, 0.2));
        QCOMPARE(
            curve.steps(DepthFrame{PriceRange{Price(0), Price(700)}, 100.0}, 600).back(), QPointF(0.5, 0.5));
    }

    void aFrameInsideTheBookStartsAtTheRightHeight()
    {
        DepthCurve curve(Side::Bid);
        curve.setLevels(
            std::vector{Level{Price(90), Qty(10)}, Level{Price(50), Qty(10)}, Level{Price(10), Qty(10)}});
        const QList<QPointF> points = curve.steps(DepthFrame{PriceRange{Price(20), Price(60)}, 40.0}, 600);
        QCOMPARE(points.front(), QPointF(1.0, 0.25));
        QCOMPARE(points.back(), QPointF(0.0, 0.5));
    }

    void aFrameBeyondTheBookIsEmpty()
    {
        DepthCurve curve(Side::Ask);
        curve.setLevels(std::vector{Level{Price(110), Qty(20)}});
        const PriceRange beyond{Price(120), Price(130)};
        QVERIFY(curve.steps(DepthFrame{beyond, 1.0}, 600).isEmpty());
        QCOMPARE(curve.highestIn(beyond), Qty());
        QCOMPARE(curve.highestIn(PriceRange{Price(100), Price(111)}), Qty(20));
        QCOMPARE(curve.highestIn(PriceRange{Price(10), Price(100)}), Qty());
    }

    void manyStepsStayExactAtEveryColumn_data() { cumulativeQuantityIsExactAtEveryLevel_data(); }

    void manyStepsStayExactAtEveryColumn()
    {
        QFETCH(bool, isBid);
        const Side side = isBid ? Side::Bid : Side::Ask;
        constexpr int maxPoints = 104;
        constexpr int columns = maxPoints / 2 - 2;
        DepthCurve curve(side);
        curve.setLevels(randomLevels(side, 5'000, 9));
        const DepthFrame frame{nearby, 1e6};
        const QList<QPointF> points = curve.steps(frame, maxPoints);
        QVERIFY(points.size() <= maxPoints);
        for (int column = 0; column <= columns; ++column) {
            const std::int64_t price = nearby.low.raw() + 10'000 * column / columns;
            const auto known = curve.at(Price(price));
            const double exact = known ? static_cast<double>(known->cumulative.raw()) / frame.top : 0.0;
            QCOMPARE(heightAt(points, static_cast<double>(price - nearby.low.raw()) / 10'000.0, side), exact);
        }
    }
};

QTEST_GUILESS_MAIN(DepthCurveTest)
#include "depthcurvetest.moc"
