// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/viewscope.h"

#include "support/levels.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using test::level;

namespace {

/// Prices 99, 98, ... 0, one apart but for those that are not multiples of three between 60 and 30.
BookSide bids()
{
    std::vector<Level> levels;
    for (std::int64_t price = 0; price < 100; ++price) {
        if (price < 30 || price > 60 || price % 3 == 0)
            levels.push_back(level(price, price + 1));
    }
    BookSide side(Side::Bid);
    static_cast<void>(side.load(levels));
    return side;
}

BookSide asks()
{
    std::vector<Level> levels;
    for (std::int64_t price = 100; price < 200; ++price)
        levels.push_back(level(price, price));
    BookSide side(Side::Ask);
    static_cast<void>(side.load(levels));
    return side;
}

std::vector<Level> levelsInScope(const BookSide &side, const ViewScope &scope)
{
    std::vector<Level> levels{level(7, 7)}; // what was there before
    copyInScope(side, scope, levels);
    return levels;
}

std::int64_t lastPrice(const std::vector<Level> &levels)
{
    return levels.back().price.raw();
}

} // namespace

class ViewScopeTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aNumberIsSoManyLevels()
    {
        QVERIFY(levelsInScope(bids(), 0).empty());
        const auto best = levelsInScope(bids(), 3);
        QVERIFY(best == (std::vector{level(99, 100), level(98, 99), level(97, 98)}));
        QCOMPARE(levelsInScope(asks(), 1000).size(), std::size_t{100});
    }

    void groupsAreWholeAndTheNextOneIsProven()
    {
        ViewScope scope(2);
        scope.step = Price(10);
        QCOMPARE(lastPrice(levelsInScope(bids(), scope)), std::int64_t{79});
        // An ask of 100 is a group of its own: asks are grouped upwards.
        QCOMPARE(lastPrice(levelsInScope(asks(), scope)), std::int64_t{111});
    }

    void emptyGroupsAreNoRows()
    {
        ViewScope scope(30);
        scope.step = Price(2);
        // Twenty groups from 98 down to 60, then only every third price.
        const auto shown = levelsInScope(bids(), scope);
        QCOMPARE(lastPrice(shown), std::int64_t{29});
    }

    void aPriceReachesToTheEndOfItsGroup()
    {
        ViewScope scope;
        scope.lowest = Price(95);
        scope.highest = Price(104);
        QCOMPARE(lastPrice(levelsInScope(bids(), scope)), std::int64_t{94});
        QCOMPARE(lastPrice(levelsInScope(asks(), scope)), std::int64_t{105});
        scope.step = Price(10);
        QCOMPARE(lastPrice(levelsInScope(bids(), scope)), std::int64_t{89});
        QCOMPARE(lastPrice(levelsInScope(asks(), scope)), std::int64_t{111});
    }

    void rowsAndPricesReachAsFarAsTheFartherOne()
    {
        ViewScope scope(20);
        scope.lowest = Price(95);
        QCOMPARE(lastPrice(levelsInScope(bids(), scope)), std::int64_t{79});
        scope.rows = 2;
        QCOMPARE(lastPrice(levelsInScope(bids(), scope)), std::int64_t{94});
    }

    void aPriceBehindTheTouchAsksForNothing()
    {
        ViewScope scope;
        scope.lowest = Price(150);
        scope.highest = Price(150);
        QCOMPARE(levelsInScope(bids(), scope).size(), std::size_t{1});
        QCOMPARE(lastPrice(levelsInScope(asks(), scope)), std::int64_t{151});
    }

    void noViewIsDeeperThanTheDeepest()
    {
        std::vector<Level> levels;
        for (std::int64_t price = 1; price <= 6000; ++price)
            levels.push_back(level(price, 1));
        BookSide side(Side::Bid);
        QVERIFY(side.load(levels));
        QCOMPARE(levelsInScope(side, 100'000).size(), deepestView);
        ViewScope scope;
        scope.lowest = Price(1);
        QCOMPARE(levelsInScope(side, scope).size(), deepestView);
    }
};

QTEST_APPLESS_MAIN(ViewScopeTest)
#include "viewscopetest.moc"
