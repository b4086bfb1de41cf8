// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format.h"

#include "feedviews.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;

class FormatTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void pricesShowTheTicksDecimalsAndMoreWhereExactnessNeedsThem()
    {
        const Instrument instrument = *smallView().instrument;
        QCOMPARE(priceText(instrument, price("100")), QStringLiteral("100.00"));
        QCOMPARE(priceText(instrument, price("100.12345678")), QStringLiteral("100.12345678"));
        QCOMPARE(qtyText(instrument, Qty(1)), QStringLiteral("0.00000001"));
    }

    void theMidHasOneDecimalMoreThanTheTick()
    {
        const FeedView view = smallView();
        QCOMPARE(midText(*view.instrument, *view.book->touch()), QStringLiteral("100.005"));
        const FeedView even = liveView(levels({{"100.00", "1"}}), levels({{"100.02", "1"}}));
        QCOMPARE(midText(*even.instrument, *even.book->touch()), QStringLiteral("100.010"));
    }

    void theMicropriceIsRoundedToTwoDecimalsBeyondTheTick()
    {
        // 100 + 0.01 * 1.5 / 2.0
        const FeedView view = smallView();
        QCOMPARE(micropriceText(*view.instrument, *view.book->touch()), QStringLiteral("100.0075"));
    }

    void contractsAreNotCoins()
    {
        Instrument instrument;
        instrument.base = "BTC";
        QCOMPARE(unitText(instrument), QStringLiteral("BTC"));
        QCOMPARE(unitWords(instrument), QStringLiteral("BTC"));
        instrument.contract = "0.01 BTC";
        QCOMPARE(unitText(instrument), QStringLiteral("× 0.01 BTC"));
        QCOMPARE(unitWords(instrument), QStringLiteral("contracts of 0.01 BTC"));
    }

    void basisPointsAreNeverScientific()
    {
        QCOMPARE(bpsText(0.001617), QStringLiteral("0.00162"));
        QCOMPARE(bpsText(1.2345), QStringLiteral("1.23"));
        QCOMPARE(bpsText(0.99995), QStringLiteral("1.00"));
        QCOMPARE(bpsText(340.4), QStringLiteral("340"));
        QCOMPARE(bpsText(0.0), QStringLiteral("0"));
        QCOMPARE(bpsText(1.0e-12), QStringLiteral("0.00000000"));
    }

    void agesKeepTheirWidthWhileSecondsCount()
    {
        using namespace std::chrono_literals;
        QCOMPARE(ageText(340ms), QStringLiteral("0.3 s"));
        QCOMPARE(ageText(59'940ms), QStringLiteral("59.9 s"));
        QCOMPARE(ageText(125s), QStringLiteral("2 min 05 s"));
        QCOMPARE(ageText(3'780s), QStringLiteral("1 h 03 min"));
    }

    void anImpossibleAgeIsCalledClockSkew()
    {
        QCOMPARE(ageText(std::chrono::milliseconds(-1500)), QStringLiteral("clock skew"));
        QCOMPARE(ageText(std::chrono::hours(25)), QStringLiteral("clock skew"));
        QCOMPARE(ageText(std::chrono::hours(23)), QStringLiteral("23 h 00 min"));
    }

    void sharesCarryTheirSign()
    {
        QCOMPARE(signedPercentText(0.5), QStringLiteral("+50 %"));
        QCOMPARE(signedPercentText(-1.0), QStringLiteral("\u2212100 %"));
        QCOMPARE(signedPercentText(0.001), QStringLiteral("0 %"));
    }

    void ratesShowADecimalOnlyWhileTheyAreSmall()
    {
        QCOMPARE(rateText(3.44), QStringLiteral("3.4"));
        QCOMPARE(rateText(153.4), QStringLiteral("153"));
        QCOMPARE(rateText(0.0), QStringLiteral("0"));
    }

    void latenciesHaveThreeDigits()
    {
        QCOMPARE(latencyText(0), QStringLiteral("0 ns"));
        QCOMPARE(latencyText(850), QStringLiteral("850 ns"));
        QCOMPARE(latencyText(1'234), QStringLiteral("1.23 µs"));
        QCOMPARE(latencyText(12'440), QStringLiteral("12.4 µs"));
        QCOMPARE(latencyText(999'400), QStringLiteral("999 µs"));
        QCOMPARE(latencyText(999'600), QStringLiteral("1.00 ms"));
        QCOMPARE(latencyText(16'700'000), QStringLiteral("16.7 ms"));
        QCOMPARE(latencyText(75'000'000'000), QStringLiteral("75.0 s"));
        QCOMPARE(latencyText(7'500'000'000'000), QStringLiteral("7500 s"));
    }

    void sizesHaveThreeDigits()
    {
        QCOMPARE(sizeText(950.0), QStringLiteral("950 B"));
        QCOMPARE(sizeText(30'260.0), QStringLiteral("30.3 kB"));
        QCOMPARE(sizeText(61'500'000.0), QStringLiteral("61.5 MB"));
    }
};

QTEST_APPLESS_MAIN(FormatTest)
#include "formattest.moc"
