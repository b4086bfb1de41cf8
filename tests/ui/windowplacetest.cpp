// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windowplace.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace touchline;

/// Where further windows go.
class WindowPlaceTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aFreePlaceIsKept()
    {
        const QRect window(10, 20, 400, 300);
        QCOMPARE(placeBesideOthers(window, {}, {0, 0, 1920, 1080}), window);
    }

    void noneLiesOnTopOfAnotherOrLeavesTheScreen_data()
    {
        QTest::addColumn<QRect>("screen");
        QTest::addColumn<QRect>("window");
        QTest::newRow("room") << QRect(0, 0, 1920, 1080) << QRect(100, 50, 1280, 800);
        QTest::newRow("second screen") << QRect(1920, 200, 1920, 1080) << QRect(2000, 300, 1280, 800);
    }

    void noneLiesOnTopOfAnotherOrLeavesTheScreen()
    {
        QFETCH(QRect, screen);
        QFETCH(QRect, window);
        std::vector<QPoint> taken{window.topLeft()};
        for (int i = 0; i < 12; ++i) {
            const QRect place = placeBesideOthers(window, taken, screen);
            QCOMPARE(place.size(), window.size());
            QVERIFY(screen.contains(place));
            QVERIFY(std::find(taken.begin(), taken.end(), place.topLeft()) == taken.end());
            taken.push_back(place.topLeft());
        }
    }

    void oneAsLargeAsItsScreenHangsOverALittle()
    {
        const QRect screen(0, 0, 1280, 800);
        std::vector<QPoint> taken{{0, 0}};
        for (int i = 0; i < 12; ++i) {
            const QRect place = placeBesideOthers(screen, taken, screen);
            QCOMPARE(place.size(), screen.size());
            QVERIFY(screen.adjusted(0, 0, -1000, -600).contains(place.topLeft()));
            QVERIFY(std::find(taken.begin(), taken.end(), place.topLeft()) == taken.end());
            taken.push_back(place.topLeft());
        }
    }
};

QTEST_GUILESS_MAIN(WindowPlaceTest)
#include "windowplacetest.moc"
