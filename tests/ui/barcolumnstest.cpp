// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/barcolumns.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;

class BarColumnsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aBarFillsTheColumnsItTouches()
    {
        const std::vector<PlotBar> bars{{0.2, 0.5, 0.1, 0.3}};
        const std::vector<BarColumn> columns = barColumns(bars, 10);
        QCOMPARE(columns.size(), std::size_t{10});
        for (std::size_t x = 0; x < columns.size(); ++x)
            QCOMPARE(columns[x].isEmpty(), x < 2 || x > 4);
        QCOMPARE(columns[2].high, 0.3);
    }

    void noSpikeIsLostBetweenPixels()
    {
        std::vector<PlotBar> bars;
        for (int i = 0; i < 600; ++i)
            bars.push_back({i / 600.0, (i + 1) / 600.0, 0.1, i == 301 ? 0.9 : 0.2});
        const std::vector<BarColumn> columns = barColumns(bars, 100);
        QCOMPARE(columns[50].high, 0.9);
        QCOMPARE(columns[50].low, 0.1);
        QCOMPARE(columns[51].high, 0.2);
    }

    void whatStandsOutsideIsLeftOut()
    {
        const std::vector<PlotBar> bars{
            {-0.5, -0.1, 0.1, 0.9}, {-0.1, 0.1, 0.2, 0.4}, {0.95, 1.7, 0.3, 0.5}, {1.0, 1.1, 0.0, 1.0}};
        const std::vector<BarColumn> columns = barColumns(bars, 10);
        QCOMPARE(columns[0].high, 0.4);
        QVERIFY(columns[1].isEmpty());
        QCOMPARE(columns[9].high, 0.5);
        QVERIFY(barColumns(bars, 0).empty());
    }
};

QTEST_GUILESS_MAIN(BarColumnsTest)
#include "barcolumnstest.moc"
