// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/depth.h"
#include "support/levels.h"
#include "support/random.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <limits>
#include <map>

using namespace touchline;
using test::level;

Q_DECLARE_METATYPE(touchline::Side)

namespace {

constexpr auto largest = std::numeric_limits<std::int64_t>::max();

Price price(std::string_view text)
{
    return parsePrice(text, 8).value();
}

std::vector<Level> randomLevels(test::Random &random, Side side, std::int64_t highest)
{
    std::map<Price, Qty> byPrice;
    for (int i = 0; i < 200; ++i)
        byPrice[Price(random.between(1, highest))] = Qty(random.between(1, 1'000'000));
    std::vector<Level> levels;
    for (const auto &[at, qty] : byPrice)
        levels.push_back({at, qty});
    if (side == Side::Bid)
        std::reverse(levels.begin(), levels.end());
    return levels;
}

void addSteps()
{
    QTest::addColumn<Side>("side");
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("highest");
    for (const Side side : {Side::Bid, Side::Ask}) {
        const char *name = side == Side::Bid ? "bids" : "asks";
        for (const auto &[step, highest] : std::initializer_list<std::pair<const char *, const char *>>{
                 {"0.00000001", "0.000001"},
                 {"0.00000002", "0.000001"},
                 {"0.05", "10"},
                 {"0.25", "10"},
                 {"2.5", "400"},
                 {"20", "4000"},
                 {"50", "4000"},
                 {"1000", "100"}})
            QTest::addRow("%s by %s", name, step)
                << side << QString::fromLatin1(step) << QString::fromLatin1(highest);
    }
}

} // namespace

class GroupingTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void bidsGoDownAndAsksGoUp_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("step");
        QTest::addColumn<QString>("bid");
        QTest::addColumn<QString>("ask");
        const auto row = [](const char *given, const char *step, const char *bid, const char *ask) {
            QTest::addRow("%s by %s", given, step) << QString::fromLatin1(given) << QString::fromLatin1(step)
                                                   << QString::fromLatin1(bid) << QString::fromLatin1(ask);
        };
        row("100.04", "0.05", "100", "100.05");
        row("100.07", "0.05", "100.05", "100.1");
        row("100.05", "0.05", "100.05", "100.05");
        row("61824.01", "0.25", "61824", "61824.25");
        row("61824.99", "20", "61820", "61840");
        row("61824.99", "50", "61800", "61850");
        row("61800", "50", "61800", "61800");
        row("103.7", "2.5", "102.5", "105");
        row("0.00000007", "0.00000005", "0.00000005", "0.0000001");
        row("0.00000007", "0.00000001", "0.00000007", "0.00000007");
        row("3", "10", "0", "10");
    }

    void bidsGoDownAndAsksGoUp()
    {
        QFETCH(QString, given);
        QFETCH(QString, step);
        QFETCH(QString, bid);
        QFETCH(QString, ask);
        const Price at = price(given.toStdString());
        const Price by = price(step.toStdString());
        QCOMPARE(format(groupPrice(at, by, Side::Bid), 8), bid.toStdString());
        QCOMPARE(format(groupPrice(at, by, Side::Ask), 8), ask.toStdString());
    }

    void anAskNearTheEndOfTheRangeDoesNotOverflow()
    {
        QCOMPARE(groupPrice(Price(largest - 1), Price(1'000), Side::Ask), Price(largest));
        QCOMPARE(groupPrice(Price(largest), Price(1), Side::Ask), Price(largest));
    }

    void aGroupNeverShowsABetterPriceThanItsOrders_data() { addSteps(); }

    void aGroupNeverShowsABetterPriceThanItsOrders()
    {
        QFETCH(Side, side);
        QFETCH(QString, step);
        QFETCH(QString, highest);
        const Price by = price(step.toStdString());
        test::Random random(1);
        for (int i = 0; i < 5'000; ++i) {
            const Price real(random.between(1, price(highest.toStdString()).raw()));
            const Price shown = groupPrice(real, by, side);
            QCOMPARE(shown.raw() % by.raw(), std::int64_t{0});
            QVERIFY(!isBetter(side, shown, real));
            QVERIFY(std::abs(shown.raw() - real.raw()) < by.raw());
        }
    }

    void groupsHoldWhatTheirLevelsHold_data() { addSteps(); }

    void groupsHoldWhatTheirLevelsHold()
    {
        QFETCH(Side, side);
        QFETCH(QString, step);
        QFETCH(QString, highest);
        const Price by = price(step.toStdString());
        test::Random random(2);
        for (int round = 0; round < 20; ++round) {
            const auto levels = randomLevels(random, side, price(highest.toStdString()).raw());
            const auto groups = groupLevels(levels, side, by, levels.size());
            QCOMPARE(totalQty(groups), totalQty(levels));
            std::map<Price, std::int64_t> sums;
            for (const Level &each : levels)
                sums[groupPrice(each.price, by, side)] += each.qty.raw();
            QCOMPARE(groups.size(), sums.size());
            for (const Level &group : groups)
                QCOMPARE(group.qty.raw(), sums[group.price]);
            const auto isOrdered = [side](const Level &a, const Level &b) {
                return isBetter(side, a.price, b.price);
            };
            QVERIFY(std::is_sorted(groups.begin(), groups.end(), isOrdered));
        }
    }

    void groupsOneSideByHand()
    {
        const std::vector<Level> bids{
            level("100.04", "1"), level("100.03", "2"), level("100", "4"), level("99.99", "8"),
            level("99.8", "16")};
        const std::vector<Level> expected{level("100", "7"), level("99.95", "8"), level("99.8", "16")};
        QCOMPARE(groupLevels(bids, Side::Bid, price("0.05"), 10), expected);
    }

    void oneTickGroupsNothing()
    {
        const std::vector<Level> asks{level(100, 1), level(101, 2), level(105, 4)};
        QCOMPARE(groupLevels(asks, Side::Ask, Price(1), 10), asks);
    }

    void stopsAfterTheRowsAskedForWithTheLastOneComplete()
    {
        const std::vector<Level> asks{level(1, 1), level(2, 2), level(11, 4), level(12, 8), level(21, 16)};
        QCOMPARE(groupLevels(asks, Side::Ask, Price(10), 2), (std::vector{level(10, 3), level(20, 12)}));
        QVERIFY(groupLevels(asks, Side::Ask, Price(10), 0).empty());
        QVERIFY(groupLevels({}, Side::Ask, Price(10), 5).empty());
    }

    void aGroupStopsAtTheLargestNumber()
    {
        const std::vector<Level> bids{level(12, largest), level(11, 1)};
        QCOMPARE(groupLevels(bids, Side::Bid, Price(10), 5), std::vector{level(10, largest)});
    }

    void stepsAreOneTwoFiveTimesTheTick()
    {
        std::vector<std::string> shown;
        for (const Price step : groupingSteps(price("0.01"), price("61824")))
            shown.push_back(format(step, 8));
        const std::vector<std::string> expected{"0.01", "0.02", "0.05", "0.1",  "0.2", "0.5",
                                                "1",    "2",    "5",    "10",   "20",  "50",
                                                "100",  "200",  "500",  "1000", "2000"};
        QCOMPARE(shown, expected);
    }

    void stepsOfAnOddTickAreMultiplesOfIt()
    {
        const std::vector<Price> expected{price("2.5"), price("5"), price("12.5"), price("25")};
        QCOMPARE(groupingSteps(price("2.5"), price("600")), expected);
    }

    void stepsEndAtATwentiethOfTheReference()
    {
        QCOMPARE(groupingSteps(Price(1), Price(1'000)).back(), Price(50));
        QCOMPARE(groupingSteps(Price(1), Price(999)).back(), Price(20));
        for (const Price tick : {Price(1), Price(250), Price(1'000'000)}) {
            for (const std::int64_t reference :
                 {std::int64_t{1}, std::int64_t{162}, std::int64_t{6'182'400'000'000}, largest}) {
                const auto steps = groupingSteps(tick, Price(reference));
                QCOMPARE(steps.front(), tick);
                QVERIFY(std::is_sorted(steps.begin(), steps.end()));
                QVERIFY(steps.size() == 1 || steps.back().raw() <= reference / 20);
                QVERIFY(steps.size() <= 30);
            }
        }
    }

    void aMarketOfOneTickHasOneStep()
    {
        QCOMPARE(groupingSteps(Price(1), Price(1)), std::vector{Price(1)});
        QCOMPARE(groupingSteps(Price(1), Price(0)), std::vector{Price(1)});
    }

    void anUnknownTickHasNoSteps() { QVERIFY(groupingSteps(Price(0), Price(1'000)).empty()); }
};

QTEST_APPLESS_MAIN(GroupingTest)
#include "groupingtest.moc"
