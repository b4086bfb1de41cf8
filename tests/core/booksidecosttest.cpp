// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/bookside.h"
#include "support/allocations.h"
#include "support/levels.h"
#include "support/random.h"

#include <QRegularExpression>
#include <QTest>

#include <vector>

using namespace touchline;
using test::level;

namespace {

constexpr std::int64_t tick = 1'000'000;
constexpr std::int64_t touch = 60'000 * 100 * tick;
constexpr std::int64_t levelCount = 5'000;

/// Asks on a third of the ticks.
BookSide asks()
{
    std::vector<Level> levels;
    for (std::int64_t i = 0; i < levelCount; ++i)
        levels.push_back(level(touch + (3 * i + i % 3) * tick, 1 + i));
    BookSide side(Side::Ask);
    if (!side.load(levels))
        qFatal("the side of the test is not a side");
    return side;
}

} // namespace

/// What an update costs, counted in allocations: each rebuilding of a side makes one at least, and nothing
/// else that is slow goes on without.
class BookSideCostTest : public QObject {
    Q_OBJECT

private:
    template <class Update> static std::size_t allocationsOf(int updates, Update &&update)
    {
        const std::size_t before = test::allocations();
        for (int i = 0; i < updates; ++i)
            update(i);
        return test::allocations() - before;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void updatesNearTheTouchAllocateNothing()
    {
        BookSide side = asks();
        test::Random random(1);
        const std::size_t made = allocationsOf(100'000, [&](int) {
            side.set(level(touch + random.between(-2'000, 20'000) * tick, random.chance(50) ? 0 : 7));
        });
        QCOMPARE(made, std::size_t{0});
    }

    void readingTheBestAllocatesNothing()
    {
        const BookSide side = asks();
        std::vector<Level> out;
        side.copyBest(20, out);
        const std::size_t made = allocationsOf(100, [&](int) { side.copyBest(20, out); });
        QCOMPARE(made, std::size_t{0});
    }

    void farUpdatesAllocateOnlyNowAndThen()
    {
        BookSide side = asks();
        test::Random random(2);
        const std::size_t made = allocationsOf(100'000, [&](int) {
            const std::int64_t away = 100'000 + random.between(0, 1'000'000);
            side.set(level(touch + away * tick, random.chance(50) ? 0 : 7));
        });
        QVERIFY2(made < 5'000, qPrintable(QString::number(made)));
    }

    void farLevelsThatAreGoneGiveTheirMemoryBack()
    {
        FarLevels far(Side::Ask);
        const auto fill = [&far](int price) { far.set(level(price, 7)); };
        (void)allocationsOf(10'000, fill);
        for (std::int64_t price = 0; price < 10'000; ++price) {
            if (price % 20 != 0)
                far.set(level(price, 0));
        }
        QCOMPARE(far.size(), std::size_t{500});
        // What was given back has to be asked for again.
        const std::size_t made = allocationsOf(10'000, fill);
        QVERIFY2(made > 200, qPrintable(QString::number(made)));
    }

    void aWalkingMarketMovesTheWindowNowAndThen_data()
    {
        QTest::addColumn<int>("ticksAStep");
        QTest::newRow("up") << 3;
        QTest::newRow("down") << -3;
    }

    void aWalkingMarketMovesTheWindowNowAndThen()
    {
        QFETCH(int, ticksAStep);
        BookSide side = asks();
        const std::size_t made = allocationsOf(100'000, [&](int step) {
            const std::int64_t moved = std::int64_t{step} * ticksAStep;
            const std::int64_t behind = moved + 3 * levelCount;
            const std::int64_t entered = ticksAStep > 0 ? behind : moved;
            const std::int64_t left = ticksAStep > 0 ? moved : behind;
            side.set(level(touch + entered * tick, 7));
            side.set(level(touch + left * tick, 0));
            side.set(level(touch + (left + 1) * tick, 0));
        });
        QVERIFY(side.size() > levelCount / 2 && side.size() < 2 * levelCount);
        QVERIFY2(made < 5'000, qPrintable(QString::number(made)));
    }

    void theWindowFollowsTheTouch_data()
    {
        QTest::addColumn<int>("ticks");
        QTest::addColumn<int>("away");
        QTest::newRow("away, seen deep in the book") << 40'000 << 18'000;
        QTest::newRow("ahead, seen at the touch") << -12'000 << 0;
    }

    void theWindowFollowsTheTouch()
    {
        QFETCH(int, ticks);
        QFETCH(int, away);
        BookSide side = asks();
        for (int i = 0; i < ticks; ++i)
            side.set(level(touch + i * tick, 0));
        for (int i = 0; i < 64; ++i)
            side.set(level(touch + (ticks + i) * tick, 7));
        const std::int64_t first = touch + (ticks + away) * tick;
        for (int i = 0; i < 50'000; ++i)
            side.set(level(first + i % 64 * tick, 1 + i));
        // Levels that are new would need new memory, were they not in the window by now.
        const std::size_t made = allocationsOf(3'000, [&](int i) { side.set(level(first + i * tick, 7)); });
        QCOMPARE(made, std::size_t{0});
    }

    void aPriceThatComesAndGoesFarAheadDoesNotMoveTheWindowEachTime()
    {
        BookSide side = asks();
        const std::size_t made = allocationsOf(50'000, [&](int) {
            side.set(level(touch / 2, 7));
            side.set(level(touch / 2, 0));
        });
        QVERIFY2(made < 5'000, qPrintable(QString::number(made)));
    }

    void pricesOffTheGridDoNotRebuildItEachTime()
    {
        BookSide side = asks();
        test::Random random(3);
        const std::size_t made = allocationsOf(100'000, [&](int step) {
            const std::int64_t off = step % 2 == 0 ? random.between(1, tick - 1) : 0;
            side.set(level(touch + random.between(0, 20'000) * tick + off, random.chance(50) ? 0 : 7));
        });
        QVERIFY2(made < 10'000, qPrintable(QString::number(made)));
    }

    void theWindowComesBackToTheUsualGridAfterAStrayPrice()
    {
        BookSide side = asks();
        side.set(level(touch + 1, 7));
        side.set(level(touch + 1, 0));
        for (std::int64_t i = 0; i < 2 * levelCount; ++i)
            side.set(level(touch + i % levelCount * tick, 7));
        test::Random random(4);
        const std::size_t made = allocationsOf(20'000, [&](int) {
            side.set(level(touch + random.between(0, 20'000) * tick, random.chance(50) ? 0 : 7));
        });
        QCOMPARE(made, std::size_t{0});
    }

    void aCopyIsSmallAndCatchesUp()
    {
        const BookSide side = asks();
        BookSide copy = side;
        QVERIFY(copy == side);
        for (std::int64_t i = 0; i < levelCount; ++i)
            copy.set(level(touch + i * tick, 2));
        test::Random random(5);
        const std::size_t made = allocationsOf(20'000, [&](int) {
            copy.set(level(touch + random.between(0, 20'000) * tick, random.chance(50) ? 0 : 7));
        });
        QCOMPARE(made, std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(BookSideCostTest)
#include "booksidecosttest.moc"
