// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/bookside.h"
#include "support/levels.h"
#include "support/random.h"
#include "support/truthbook.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <functional>
#include <limits>
#include <vector>

using namespace touchline;
using test::level;
using test::Random;

namespace {

constexpr int steps = 20'000;

/// A market as numbers that grow away from the touch: the same for bids and for asks.
struct Workload {
    const char *name;
    /// Where the touch is at a step.
    std::function<std::int64_t(int step, Random &random)> touch;
    /// How far behind the touch the next update is.
    std::function<std::int64_t(int step, Random &random)> away;
    /// Percent of updates that remove.
    std::function<std::uint64_t(int step)> removals;
};

std::int64_t logUniform(Random &random, int bits)
{
    return static_cast<std::int64_t>(
        random.bits() >> (64 - 1 - random.below(static_cast<std::uint64_t>(bits))));
}

std::uint64_t half(int)
{
    return 48;
}

std::int64_t atOneMillion(int, Random &)
{
    return 1'000'000;
}

auto walk(std::int64_t ticksAStep, std::int64_t tick)
{
    return [=](int step, Random &) { return (1'000'000'000 + step * ticksAStep) * tick; };
}

auto near(std::int64_t tick)
{
    return [=](int, Random &random) { return logUniform(random, 12) * tick; };
}

auto far(std::int64_t tick)
{
    return [=](int, Random &random) { return logUniform(random, 21) * tick; };
}

std::vector<Workload> workloads()
{
    constexpr std::int64_t cent = 1'000'000;
    constexpr auto end = std::numeric_limits<std::int64_t>::max();
    const auto jumping = [](int step, Random &) { return (1'000'000 + step / 700 % 5 * 9'999'999) * cent; };
    const auto alternating = [](int step, Random &) { return (1'000'000'000 - step % 2 * 1'000'000) * cent; };
    const auto offGrid = [](int, Random &random) {
        return logUniform(random, 12) * cent + (random.chance(3) ? random.between(0, cent) : 0);
    };
    const auto changingTick = [](int step, Random &random) {
        constexpr std::int64_t ticks[] = {cent, cent / 10, 7 * cent, 300'000, 1, 1 << 20};
        return logUniform(random, 12) * ticks[step / 1'500 % 6];
    };
    const auto anywhere = [](int, Random &random) { return static_cast<std::int64_t>(random.bits() / 2); };
    const auto breathing = [](int step) { return std::uint64_t{step / 2'500 % 2 == 0 ? 20U : 97U}; };
    return {
        {"near", atOneMillion, near(1), half},
        {"far", walk(0, cent), far(cent), half},
        {"mostly far", walk(0, 1), far(100'000), half},
        {"walks away", walk(60, cent), near(cent), half},
        {"walks back", walk(-60, cent), near(cent), half},
        {"walks away with far levels", walk(25, 1), far(1), half},
        {"walks back with far levels", walk(-25, 1), far(1), half},
        {"jumps", jumping, near(cent), half},
        {"alternates", alternating, near(cent), half},
        {"off the grid", walk(3, cent), offGrid, half},
        {"changing tick", walk(0, 1), changingTick, half},
        {"huge tick", walk(1, 1'000'000'000), far(1'000'000'000'000), half},
        {"at the start of the range", [](int, Random &) { return -end - 1; }, far(1), half},
        {"anywhere at all", [](int, Random &) { return std::int64_t{0}; }, anywhere, half},
        {"at the end of the range", [](int, Random &) { return end - 4'096; }, near(1), half},
        {"empties and fills", atOneMillion, near(1), breathing},
    };
}

std::vector<Level> rangeOf(const std::vector<Level> &levels, Side side, Price from, Price to)
{
    std::vector<Level> range;
    std::copy_if(levels.begin(), levels.end(), std::back_inserter(range), [=](const Level &each) {
        return !isBetter(side, each.price, from) && !isBetter(side, to, each.price);
    });
    return range;
}

std::int64_t totalUpTo(const std::vector<Level> &levels, Side side, Price worst)
{
    std::int64_t sum = 0;
    for (const Level &each : levels)
        sum += isBetter(side, worst, each.price) ? 0 : each.qty.raw();
    return sum;
}

} // namespace

Q_DECLARE_METATYPE(touchline::Side)

/// A side against a plain map in markets of all kinds: every answer, at every step or every few.
class BookSideWorkloadTest : public QObject {
    Q_OBJECT

private:
    static void addWorkloads()
    {
        QTest::addColumn<Side>("side");
        QTest::addColumn<int>("workload");
        int number = 0;
        for (const Workload &workload : workloads()) {
            QTest::addRow("bids, %s", workload.name) << Side::Bid << number;
            QTest::addRow("asks, %s", workload.name) << Side::Ask << number++;
        }
    }

    static Price priceAt(Side side, std::int64_t touch, std::int64_t away)
    {
        return Price(rankOf(side, saturatingAdd(touch, away)));
    }

    /// Mostly changes behind the touch; sometimes the removal of a level that the touch has left behind.
    static Level nextUpdate(const Workload &workload, int step, const BookSide &real, Random &random)
    {
        const std::int64_t touch = workload.touch(step, random);
        const auto best = real.best();
        if (best && rankOf(real.side(), best->price.raw()) < touch && random.chance(60))
            return Level{best->price, Qty{}};
        const Price price = priceAt(real.side(), touch, workload.away(step, random));
        return Level{price, Qty(random.chance(workload.removals(step)) ? 0 : random.between(1, 1'000'000))};
    }

    static void compareEverything(const BookSide &real, const test::TruthSide &truth, Random &random)
    {
        const auto levels = truth.levels();
        QCOMPARE(test::levelsOf(real), levels);
        std::vector<Level> best;
        real.copyBest(20, best);
        QVERIFY(std::equal(
            best.begin(), best.end(), levels.begin(),
            levels.begin() + std::min<std::ptrdiff_t>(20, std::ssize(levels))));
        if (levels.empty())
            return;
        const auto randomPrice = [&levels, &random] {
            return Price(
                saturatingAdd(levels[random.below(levels.size())].price.raw(), random.between(-1, 1)));
        };
        const Price from = randomPrice();
        const Price to = randomPrice();
        std::vector<Level> range;
        real.visitRange(from, to, [&range](const Level &each) {
            range.push_back(each);
            return true;
        });
        QCOMPARE(range, rangeOf(levels, real.side(), from, to));
        QCOMPARE(real.qtyUpTo(to).raw(), totalUpTo(levels, real.side(), to));
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void answersAsAMapDoes_data() { addWorkloads(); }

    void answersAsAMapDoes()
    {
        QFETCH(Side, side);
        QFETCH(int, workload);
        const Workload chosen = workloads()[static_cast<std::size_t>(workload)];
        Random random(static_cast<std::uint64_t>(workload));
        test::TruthSide truth(side);
        BookSide real(side);
        for (int step = 0; step < steps; ++step) {
            const Level update = nextUpdate(chosen, step, real, random);
            truth.set(update);
            real.set(update);
            QCOMPARE(real.size(), truth.size());
            QCOMPARE(real.qtyAt(update.price), update.qty);
            const Price beside(saturatingAdd(update.price.raw(), 1));
            QCOMPARE(real.qtyAt(beside), truth.qtyAt(beside));
            if (step % 200 == 0)
                compareEverything(real, truth, random);
        }
        compareEverything(real, truth, random);
    }

    void answersAsAMapDoesAfterASnapshot_data() { addWorkloads(); }

    void answersAsAMapDoesAfterASnapshot()
    {
        QFETCH(Side, side);
        QFETCH(int, workload);
        const Workload chosen = workloads()[static_cast<std::size_t>(workload)];
        Random random(static_cast<std::uint64_t>(workload) + 100);
        test::TruthSide truth(side);
        BookSide real(side);
        for (int step = 0; step < steps; ++step) {
            const Level update = nextUpdate(chosen, step, real, random);
            truth.set(update);
            real.set(update);
            if (step % 500 != 0)
                continue;
            compareEverything(real, truth, random);
            auto snapshot = truth.levels();
            if (random.chance(50))
                random.shuffle(snapshot);
            QVERIFY(real.load(snapshot));
            compareEverything(real, truth, random);
        }
    }
};

QTEST_APPLESS_MAIN(BookSideWorkloadTest)
#include "booksideworkloadtest.moc"
