// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/farlevels.h"

#include "support/levels.h"
#include "support/random.h"
#include "support/truthbook.h"

#include <QRegularExpression>
#include <QTest>

#include <vector>

using namespace touchline;
using test::level;

Q_DECLARE_METATYPE(touchline::Side)

namespace {

std::vector<Level> levelsOf(const FarLevels &far)
{
    std::vector<Level> all;
    far.visit([&all](const Level &each) {
        all.push_back(each);
        return true;
    });
    return all;
}

} // namespace

class FarLevelsTest : public QObject {
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
        FarLevels far(Side::Bid);
        QVERIFY(far.isEmpty());
        far.set(level(5, 0));
        QVERIFY(far.isEmpty());
        QVERIFY(levelsOf(far).empty());
        QVERIFY(far.qtyAt(Price(5)).isZero());
        QVERIFY(far.visitFrom(Price(5), [](const Level &) { return false; }));
    }

    void holdsWhatAMapHolds_data() { addBothSides(); }

    void holdsWhatAMapHolds()
    {
        QFETCH(Side, side);
        test::Random random(5);
        test::TruthSide truth(side);
        FarLevels far(side);
        for (int i = 0; i < 60'000; ++i) {
            // Fills, then empties, again and again, so that runs split and join.
            const std::uint64_t removals = i / 6'000 % 2 == 0 ? 30 : 75;
            const Level change =
                level(random.between(-2'000, 2'000), random.chance(removals) ? 0 : random.between(1, 99));
            truth.set(change);
            far.set(change);
            QCOMPARE(far.size(), truth.size());
            QCOMPARE(far.qtyAt(change.price), change.qty);
            if (i % 500 == 0)
                QCOMPARE(levelsOf(far), truth.levels());
            if (i % 500 == 0 && !far.isEmpty())
                QCOMPARE(far.best(), truth.levels().front());
        }
    }

    void emptiesFromEitherEnd_data() { addBothSides(); }

    void emptiesFromEitherEnd()
    {
        QFETCH(Side, side);
        for (const bool ascending : {true, false}) {
            FarLevels far(side);
            test::TruthSide truth(side);
            for (std::int64_t price = 1; price <= 500; ++price) {
                far.set(level(price, price));
                truth.set(level(price, price));
            }
            for (std::int64_t i = 1; i <= 500; ++i) {
                const Level gone = level(ascending ? i : 501 - i, 0);
                far.set(gone);
                truth.set(gone);
                QCOMPARE(levelsOf(far), truth.levels());
            }
        }
    }

    void assigningReplacesEverything_data() { addBothSides(); }

    void assigningReplacesEverything()
    {
        QFETCH(Side, side);
        FarLevels far(side);
        far.set(level(7, 7));
        for (const std::int64_t count : {0, 1, 47, 48, 49, 64, 65, 1'000}) {
            test::TruthSide truth(side);
            for (std::int64_t price = 1; price <= count; ++price)
                truth.set(level(price * 3, price));
            far.assign(truth.levels());
            QCOMPARE(far.size(), truth.size());
            QCOMPARE(levelsOf(far), truth.levels());
            far.set(level(4, 4));
            truth.set(level(4, 4));
            QCOMPARE(levelsOf(far), truth.levels());
        }
        far.clear();
        QVERIFY(far.isEmpty() && levelsOf(far).empty());
    }

    void visitsFromAPriceOn_data() { addBothSides(); }

    void visitsFromAPriceOn()
    {
        QFETCH(Side, side);
        FarLevels far(side);
        test::TruthSide truth(side);
        for (std::int64_t price = 0; price < 600; price += 2) {
            far.set(level(price, 1 + price));
            truth.set(level(price, 1 + price));
        }
        for (std::int64_t from = -1; from <= 600; ++from) {
            std::vector<Level> seen;
            std::vector<Level> expected;
            QVERIFY(far.visitFrom(Price(from), [&seen](const Level &each) {
                seen.push_back(each);
                return true;
            }));
            for (const Level &each : truth.levels()) {
                if (!isBetter(side, each.price, Price(from)))
                    expected.push_back(each);
            }
            QCOMPARE(seen, expected);
        }
    }

    void visitingStopsWhenTold()
    {
        FarLevels far(Side::Ask);
        far.set(level(1, 1));
        far.set(level(2, 2));
        int visited = 0;
        QVERIFY(!far.visit([&visited](const Level &) { return ++visited < 1; }));
        QCOMPARE(visited, 1);
    }
};

QTEST_APPLESS_MAIN(FarLevelsTest)
#include "farlevelstest.moc"
