// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/nicescale.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;

class NiceScaleTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aRangeOfNothingGivesWayToTheFirstValue()
    {
        NiceScale scale;
        QCOMPARE(scale.fit(0.0, 5).top, 1.0);
        QVERIFY(scale.fit(0.0016, 5).top < 0.01);
    }

    void stepsAreOneTwoOrFive()
    {
        QCOMPARE(niceStep(0.7), 1.0);
        QCOMPARE(niceStep(1.0), 1.0);
        QCOMPARE(niceStep(1.1), 2.0);
        QCOMPARE(niceStep(0.021), 0.05);
        QCOMPARE(niceStep(600), 1000.0);
        QCOMPARE(stepDecimals(0.05), 2);
        QCOMPARE(stepDecimals(200.0), 0);
    }

    void anAxisGrowsAtOnceAndShrinksLate()
    {
        NiceScale scale;
        const NiceRange first = scale.fit(9.0, 5);
        QCOMPARE(first, (NiceRange{10.0, 2.0}));
        QCOMPARE(scale.fit(5.0, 5), first);
        QCOMPARE(scale.fit(9.9, 5), first);
        QCOMPARE(scale.fit(30.0, 5).top, 40.0);
        for (int i = 0; i < 29; ++i)
            QCOMPARE(scale.fit(9.0, 5).top, 40.0);
        QCOMPARE(scale.fit(9.0, 5), first);
    }

    void anAxisNeverDividesItsFinestStep()
    {
        NiceScale scale(1.0);
        QCOMPARE(scale.fit(1.0, 10), (NiceRange{2.0, 1.0}));
        QCOMPARE(NiceScale(1.0).fit(0.0, 4), (NiceRange{1.0, 1.0}));
    }
};

QTEST_GUILESS_MAIN(NiceScaleTest)
#include "nicescaletest.moc"
