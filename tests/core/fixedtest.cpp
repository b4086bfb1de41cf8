// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/fixed.h"

#include "support/random.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <limits>
#include <string>
#include <type_traits>

using namespace touchline;

namespace {

constexpr auto largest = std::numeric_limits<std::int64_t>::max();
constexpr auto smallest = std::numeric_limits<std::int64_t>::min();

/// Small and large magnitudes alike: uniform values would nearly all have nineteen digits.
std::int64_t anyRaw(test::Random &random)
{
    const auto magnitude = static_cast<std::int64_t>(random.bits() >> random.between(1, 63));
    return random.chance(50) ? magnitude : -magnitude - 1;
}

std::string padded(std::int64_t value, int width)
{
    const std::string digits = std::to_string(value);
    return std::string(static_cast<std::size_t>(width) - digits.size(), '0') + digits;
}

} // namespace

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
        QCOMPARE(parseDecimal("1e-9", 8).error().code, ErrorCode::TooManyDecimals);
        QCOMPARE(parseDecimal("1e-999", 8).error().code, ErrorCode::TooManyDecimals);
        QCOMPARE(parseDecimal("0.1", 0).error().code, ErrorCode::TooManyDecimals);
    }

    void ignoresZerosBeyondTheDecimals()
    {
        QCOMPARE(parseDecimal("0.1234567800", 8).value(), 12'345'678);
        QCOMPARE(parseDecimal("7.000", 0).value(), 7);
        QCOMPARE(parseDecimal("700e-2", 0).value(), 7);
    }

    void refusesOverflowOnBothEnds()
    {
        QCOMPARE(parseDecimal("9223372036854775807", 0).value(), largest);
        QCOMPARE(parseDecimal("9223372036854775808", 0).error().code, ErrorCode::NumberOverflow);
        QCOMPARE(parseDecimal("-9223372036854775808", 0).value(), smallest);
        QCOMPARE(parseDecimal("-9223372036854775809", 0).error().code, ErrorCode::NumberOverflow);
        QCOMPARE(parseDecimal("1e30", 8).error().code, ErrorCode::NumberOverflow);
        QCOMPARE(parseDecimal("92233720368547758070", 0).error().code, ErrorCode::NumberOverflow);
    }

    void holdsTheWholeRangeAtAnyDecimals()
    {
        for (int decimals = 0; decimals <= maxDecimals; ++decimals) {
            std::string above = formatDecimal(largest, decimals);
            QCOMPARE(parseDecimal(above, decimals).value(), largest);
            ++above.back();
            QCOMPARE(parseDecimal(above, decimals).error().code, ErrorCode::NumberOverflow);
            std::string below = formatDecimal(smallest, decimals);
            QCOMPARE(parseDecimal(below, decimals).value(), smallest);
            ++below.back();
            QCOMPARE(parseDecimal(below, decimals).error().code, ErrorCode::NumberOverflow);
        }
    }

    void readsExponents_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<qint64>("raw");
        QTest::newRow("small") << "8.0E-8" << 8 << qint64{8};
        QTest::newRow("plus") << "1.25e+3" << 2 << qint64{125'000};
        QTest::newRow("no sign") << "1.25e3" << 2 << qint64{125'000};
        QTest::newRow("padded") << "1e-005" << 8 << qint64{1'000};
        QTest::newRow("negative") << "-2.5e-1" << 2 << qint64{-25};
        QTest::newRow("point moves into the whole") << "123456e-4" << 4 << qint64{123'456};
        QTest::newRow("point moves past the fraction") << "0.00012e5" << 0 << qint64{12};
        QTest::newRow("largest") << "9.223372036854775807e18" << 0 << qint64{largest};
        QTest::newRow("zero with any exponent") << "0e999" << 8 << qint64{0};
        QTest::newRow("zero with any negative exponent") << "0.00e-999" << 8 << qint64{0};
    }

    void readsExponents()
    {
        QFETCH(QString, text);
        QFETCH(int, decimals);
        QFETCH(qint64, raw);
        QCOMPARE(parseDecimal(text.toStdString(), decimals).value(), std::int64_t{raw});
    }

    void readsEveryZero()
    {
        for (const char *text : {"0", "-0", "00", "0.0", "0.00000000", "0E-8", "-0.0e3"})
            QCOMPARE(parseDecimal(text, 8).value(), std::int64_t{0});
    }

    void refusesWhatIsNoNumber_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"",      "-",     ".5",    "5.",  "1,5",    "0x10",         "nan", "inf",
                                 " 1",    "1 ",    "1e",    "1e+", "1e+-5",  "1e-+5",        "--1", "+1",
                                 "1.2.3", "1e1.5", "1e2e3", "-.5", "1e1000", "1e99999999999"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void refusesWhatIsNoNumber()
    {
        QFETCH(QString, text);
        QCOMPARE(parseDecimal(text.toStdString(), 8).error().code, ErrorCode::BadNumber);
    }

    void refusesANulByteInside()
    {
        QCOMPARE(parseDecimal(std::string_view("1\0", 2), 8).error().code, ErrorCode::BadNumber);
    }

    void quotesOnlyTheStartOfALongText()
    {
        const std::string hostile(100'000, 'x');
        QVERIFY(parseDecimal(hostile, 8).error().detail.size() < 100);
        QVERIFY(parseDecimal(std::string(100'000, '9'), 8).error().detail.size() < 100);
    }

    void readsTheDigitsWhereTheyStand()
    {
        test::Random random(1);
        for (int i = 0; i < 20'000; ++i) {
            const auto decimals = static_cast<int>(random.between(1, 9));
            const std::int64_t whole = random.between(0, 1'000'000'000);
            const std::int64_t fraction = random.between(0, powerOfTen(decimals) - 1);
            const std::string text = std::to_string(whole) + "." + padded(fraction, decimals);
            QCOMPARE(parseDecimal(text, decimals).value(), whole * powerOfTen(decimals) + fraction);
            QCOMPARE(parseDecimal("-" + text, decimals).value(), -whole * powerOfTen(decimals) - fraction);
        }
    }

    void whatIsWrittenReadsBackTheSame()
    {
        test::Random random(2);
        for (int i = 0; i < 50'000; ++i) {
            const std::int64_t raw = anyRaw(random);
            const auto decimals = static_cast<int>(random.between(0, maxDecimals));
            const auto minShown = static_cast<int>(random.between(0, maxDecimals));
            QCOMPARE(parseDecimal(formatDecimal(raw, decimals, minShown), decimals).value(), raw);
        }
    }

    void anExponentMovesThePointAndNothingElse()
    {
        test::Random random(3);
        for (int i = 0; i < 50'000; ++i) {
            const std::int64_t raw = anyRaw(random);
            const auto decimals = static_cast<int>(random.between(0, maxDecimals));
            const auto written = static_cast<int>(random.between(0, maxDecimals));
            const std::string text = formatDecimal(raw, written) + "e" + std::to_string(written - decimals);
            QCOMPARE(parseDecimal(text, decimals).value(), raw);
        }
    }

    void anyTextIsReadExactlyOrRefused()
    {
        constexpr std::string_view alphabet = "0123456789012345678900.-+eE ";
        test::Random random(4);
        int accepted = 0;
        for (int i = 0; i < 100'000; ++i) {
            std::string text;
            for (std::int64_t left = random.between(0, 9); left > 0; --left)
                text += alphabet[random.below(alphabet.size())];
            const auto raw = parseDecimal(text, 8);
            if (!raw)
                continue;
            ++accepted;
            // A double holds nine significant digits exactly enough to tell one from another.
            const double expected = std::stod(text) * 1e8;
            QVERIFY2(
                std::abs(static_cast<double>(*raw) - expected) <= std::abs(expected) * 1e-12, text.c_str());
            QCOMPARE(parseDecimal(formatDecimal(*raw, 8), 8).value(), *raw);
        }
        QVERIFY(accepted > 10'000);
    }

    void writesTheShortestExactText()
    {
        QCOMPARE(formatDecimal(6'182'400'000'000, 8), std::string("61824"));
        QCOMPARE(formatDecimal(9'000, 8), std::string("0.00009"));
        QCOMPARE(formatDecimal(-5, 1), std::string("-0.5"));
        QCOMPARE(formatDecimal(0, 8), std::string("0"));
        QCOMPARE(formatDecimal(100, 0), std::string("100"));
        QCOMPARE(formatDecimal(smallest, 0), std::string("-9223372036854775808"));
        QCOMPARE(formatDecimal(smallest, 18), std::string("-9.223372036854775808"));
    }

    void showsAtLeastTheDecimalsAskedFor()
    {
        QCOMPARE(formatDecimal(6'182'410'000'000, 8, 2), std::string("61824.10"));
        QCOMPARE(formatDecimal(6'182'412'300'000, 8, 2), std::string("61824.123"));
        QCOMPARE(formatDecimal(7, 0, 2), std::string("7.00"));
        QCOMPARE(formatDecimal(-7, 1, 3), std::string("-0.700"));
        QCOMPARE(formatDecimal(7, 0, 60), "7." + std::string(60, '0'));
    }

    void countsTheDecimalsItWrites()
    {
        test::Random random(5);
        for (int i = 0; i < 20'000; ++i) {
            const std::int64_t raw = anyRaw(random);
            const auto decimals = static_cast<int>(random.between(0, maxDecimals));
            const auto minShown = static_cast<int>(random.between(0, maxDecimals));
            const std::string text = formatDecimal(raw, decimals, minShown);
            const auto point = text.find('.');
            const auto shown = point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
            QCOMPARE(shown, std::max(minShown, usedDecimals(raw, decimals)));
        }
    }

    void appendsToWhatIsThere()
    {
        std::string line = "b ";
        appendDecimal(line, 150, 2);
        line += ' ';
        appendDecimal(line, 25, 1, 3);
        QCOMPARE(line, std::string("b 1.5 2.500"));
    }

    void addsWithoutOverflow()
    {
        QCOMPARE(saturatingAdd(2, 3), std::int64_t{5});
        QCOMPARE(saturatingAdd(largest, 1), largest);
        QCOMPARE(saturatingAdd(largest - 1, 1), largest);
        QCOMPARE(saturatingAdd(smallest, -1), smallest);
        QCOMPARE(saturatingAdd(largest, smallest), std::int64_t{-1});
    }

    void pricesAndQuantitiesDoNotMix()
    {
        QVERIFY((!std::is_convertible_v<Price, Qty> && !std::is_constructible_v<Price, Qty>));
        QVERIFY((!std::is_convertible_v<double, Price> && !std::is_convertible_v<std::int64_t, Price>));
    }

    void ordersByValue()
    {
        QVERIFY(Price(1) < Price(2));
        QVERIFY(Qty(-1) < Qty(0));
        QCOMPARE(parsePrice("1.5", 8).value(), Price(150'000'000));
        QCOMPARE(parseQty("-0.5", 1).value(), Qty(-5));
        QCOMPARE(parseQty("x", 1).error().code, ErrorCode::BadNumber);
    }
};

QTEST_APPLESS_MAIN(FixedTest)
#include "fixedtest.moc"
