// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/clockskew.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

class ClockSkewTest : public QObject {
    Q_OBJECT

private:
    static constexpr Instant start = Instant::fromMillis(1'770'000'000'000);

    static void note(ClockSkew &skew, Duration at, Duration delay)
    {
        const Instant received = start + at;
        skew.note(received + -delay, received);
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void knowsNothingAtFirst()
    {
        const ClockSkew skew;
        QVERIFY(!skew.smallestDelay());
        QCOMPARE(skew.atLeast().count(), Duration(0).count());
        QCOMPARE(skew.negativeDelays(), std::uint64_t{0});
    }

    void theFastestMessageOfTheWindowIsTheDelay()
    {
        ClockSkew skew;
        note(skew, 0s, 60ms);
        note(skew, 1s, 43ms);
        note(skew, 7s, 51ms);
        QCOMPARE(skew.smallestDelay()->count(), Duration(43ms).count());
        QCOMPARE(skew.atLeast().count(), Duration(0).count());
    }

    void aDelayBelowZeroProvesThatTheClocksDiffer()
    {
        ClockSkew skew;
        note(skew, 0s, 10ms);
        note(skew, 1s, -120ms);
        note(skew, 2s, -90ms);
        QCOMPARE(skew.atLeast().count(), Duration(120ms).count());
        QCOMPARE(skew.negativeDelays(), std::uint64_t{2});
    }

    void aDelayIsGivenAsItIs()
    {
        ClockSkew skew;
        QCOMPARE(skew.note(start + 5ms, start).count(), Duration(-5ms).count());
        QCOMPARE(skew.note(start, start + 5ms).count(), Duration(5ms).count());
    }

    void whatIsOlderThanTheWindowIsForgotten()
    {
        ClockSkew skew;
        note(skew, 0s, -120ms);
        for (Duration at = 1s; at < 54s; at += 1s)
            note(skew, at, 40ms);
        QCOMPARE(skew.smallestDelay()->count(), Duration(-120ms).count());
        for (Duration at = 54s; at < 66s; at += 1s)
            note(skew, at, 40ms);
        QCOMPARE(skew.smallestDelay()->count(), Duration(40ms).count());
        QCOMPARE(skew.negativeDelays(), std::uint64_t{1});
    }

    void aPauseLongerThanTheWindowForgetsEverything()
    {
        ClockSkew skew;
        note(skew, 0s, 1ms);
        note(skew, 1h, 70ms);
        QCOMPARE(skew.smallestDelay()->count(), Duration(70ms).count());
    }

    void timeThatBeginsAnewForgetsEverything()
    {
        ClockSkew skew;
        note(skew, 1h, 1ms);
        note(skew, 0s, 70ms);
        QCOMPARE(skew.smallestDelay()->count(), Duration(70ms).count());
    }

    void absurdTimesDoNoHarm()
    {
        ClockSkew skew;
        constexpr Instant latest{std::numeric_limits<std::int64_t>::max()};
        constexpr Instant earliest{std::numeric_limits<std::int64_t>::min()};
        skew.note(latest, start);
        skew.note(earliest, start);
        skew.note(start, latest);
        skew.note(latest, earliest);
        QCOMPARE(skew.atLeast().count(), Duration::max().count());
    }
};

QTEST_APPLESS_MAIN(ClockSkewTest)
#include "clockskewtest.moc"
