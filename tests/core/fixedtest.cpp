// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/fixed.h"

#include <QRegularExpression>
#include <QTest>

#include <limits>

using namespace touchline;

class FixedTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsWhatAVenuePrints()
    {
        QCOMPARE(parseDecimal("61837.63000000", 8).value(), 6'183'763'000'000);
        QCOMPARE(parseDecimal("0.00000162", 8).value(), 162);
        QCOMPARE(parseDecimal("5.1e-05", 8).value(), 5'100);
    }

    void refusesADigitBeyondTheDecimals()
    {
        QCOMPARE(parseDecimal("0.123456789", 8).error().code, ErrorCode::TooManyDecimals);
        QCOMPARE(parseDecimal("0.1234567800", 8).value(), 12'345'678);
    }

    void refusesOverflowOnBothEnds()
    {
        QCOMPARE(parseDecimal("9223372036854775807", 0).value(), std::numeric_limits<std::int64_t>::max());
        QCOMPARE(parseDecimal("9223372036854775808", 0).error().code, ErrorCode::NumberOverflow);
        QCOMPARE(parseDecimal("-9223372036854775808", 0).value(), std::numeric_limits<std::int64_t>::min());
        QCOMPARE(parseDecimal("1e30", 8).error().code, ErrorCode::NumberOverflow);
    }

    void refusesWhatIsNoNumber_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "-", ".5", "5.", "1,5", "0x10", "nan", " 1", "1 ", "1e", "1e+-5", "--1"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void refusesWhatIsNoNumber()
    {
        QFETCH(QString, text);
        QCOMPARE(parseDecimal(text.toStdString(), 8).error().code, ErrorCode::BadNumber);
    }

    void writesTheShortestExactText()
    {
        QCOMPARE(formatDecimal(6'182'400'000'000, 8), std::string("61824"));
        QCOMPARE(formatDecimal(9'000, 8), std::string("0.00009"));
        QCOMPARE(formatDecimal(6'182'410'000'000, 8, 2), std::string("61824.10"));
        QCOMPARE(formatDecimal(-5, 1), std::string("-0.5"));
        QCOMPARE(formatDecimal(7, 0, 2), std::string("7.00"));
        QCOMPARE(
            formatDecimal(std::numeric_limits<std::int64_t>::min(), 0), std::string("-9223372036854775808"));
    }
};

QTEST_APPLESS_MAIN(FixedTest)
#include "fixedtest.moc"
