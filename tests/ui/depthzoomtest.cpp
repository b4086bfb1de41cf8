// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depthzoom.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;

class DepthZoomTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void followsTheMidAndKeepsItsReach()
    {
        DepthZoom zoom;
        QCOMPARE(zoom.range(Price(1'000'000)), (PriceRange{Price(990'000), Price(1'010'000)}));
        zoom.zoom(2);
        QCOMPARE(zoom.reach(), 2'000);
        QCOMPARE(zoom.range(Price(2'000'000)), (PriceRange{Price(1'996'000), Price(2'004'000)}));
    }

    void pinnedPricesStayWhateverTheMidDoes()
    {
        DepthZoom zoom;
        zoom.pan(0.5, Price(1'000'000));
        const PriceRange pinned{Price(1'000'000), Price(1'020'000)};
        QCOMPARE(zoom.range(Price(1'000'000)), pinned);
        QCOMPARE(zoom.range(Price(1'300'000)), pinned);
        zoom.follow();
        QCOMPARE(zoom.range(Price(2'000'000)), (PriceRange{Price(1'980'000), Price(2'020'000)}));
    }

    void zoomingPinnedPricesKeepsThePriceUnderThePointer()
    {
        DepthZoom zoom;
        zoom.pan(0.0, Price(1'000'000));
        zoom.zoom(1, 0.25);
        QCOMPARE(zoom.reach(), 5'000);
        QCOMPARE(zoom.range(Price(0)), (PriceRange{Price(992'500), Price(1'002'500)}));
    }

    void zoomStopsAtItsEnds()
    {
        DepthZoom zoom;
        zoom.zoom(100);
        QCOMPARE(zoom.reach(), DepthZoom::smallestReach);
        zoom.zoom(-100);
        QCOMPARE(zoom.reach(), DepthZoom::largestReach);
        zoom.reset();
        QCOMPARE(zoom.reach(), DepthZoom::usualReach);
    }

    void theDefaultFitsWhatIsKnownAndTheTick()
    {
        const Price mid(1'000'000);
        QCOMPARE(defaultReachFor(mid, Price(900'000), Price(1)), DepthZoom::usualReach);
        QCOMPARE(defaultReachFor(mid, Price(40), Price(1)), 50);
        QCOMPARE(defaultReachFor(mid, Price(1), Price(10)), 100);
        QCOMPARE(defaultReachFor(Price(162), Price(100), Price(1)), 100'000);
        QCOMPARE(defaultReachFor(Price(), Price(), Price(1)), DepthZoom::usualReach);
    }

    void theDefaultGivesWayToAChoice()
    {
        DepthZoom zoom;
        zoom.setDefaultReach(500);
        QCOMPARE(zoom.reach(), 500);
        zoom.setReach(20'000);
        zoom.setDefaultReach(1'000);
        QCOMPARE(zoom.reach(), 20'000);
        zoom.reset();
        QCOMPARE(zoom.reach(), 1'000);
    }

    void aHugePriceDoesNotOverflow()
    {
        DepthZoom zoom;
        zoom.setReach(DepthZoom::largestReach);
        const Price mid(4'000'000'000'000'000'000);
        QCOMPARE(zoom.range(mid).low.raw(), 2'000'000'000'000'000'000);
    }
};

QTEST_GUILESS_MAIN(DepthZoomTest)
#include "depthzoomtest.moc"
