// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <QRegularExpression>
#include <QTest>

#include <chrono>
#include <limits>

using namespace touchline;
using namespace std::chrono_literals;

class ClockTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void neverRunsBackwards()
    {
        const Clock clock;
        Instant last = clock.now();
        for (int i = 0; i < 100'000; ++i) {
            const Instant now = clock.now();
            QVERIFY(now >= last);
            last = now;
        }
    }

    void movesOn()
    {
        const Clock clock;
        const Instant start = clock.now();
        Instant now = start;
        for (int i = 0; i < 10'000'000 && now == start; ++i)
            now = clock.now();
        QVERIFY(now > start);
    }

    void startsAtWallTime()
    {
        const auto wallNanos = [] {
            return std::chrono::duration_cast<Duration>(std::chrono::system_clock::now().time_since_epoch())
                .count();
        };
        const Instant before{wallNanos()};
        const Instant now = Clock().now();
        const Instant after{wallNanos()};
        // The steady clock is read twice and the wall clock once: a preempted process may see them apart.
        QVERIFY(now >= before + -1s);
        QVERIFY(now <= after + 1s);
    }

    void aClockCatchesUpWithTheWallAfterASleep()
    {
        Clock slept(1h);
        const Instant before = slept.now();
        QVERIFY(!slept.catchUp(2h));
        QVERIFY(slept.catchUp(2s));
        QVERIFY(slept.now() - before >= 1h);
        QVERIFY(slept.now() - before < 1h + 10s);
        QVERIFY(!slept.catchUp(2s));
    }

    void aWallThatWasSetBackIsNotFollowed()
    {
        Clock fast(-1h);
        const Instant before = fast.now();
        QVERIFY(!fast.catchUp(2s));
        QVERIFY(fast.now() >= before);
    }

    void countsInNanoseconds()
    {
        constexpr auto at = Instant::fromMillis(1'723'161'265'313);
        QCOMPARE(at.nanos, 1'723'161'265'313'000'000);
        QCOMPARE(at.millis(), 1'723'161'265'313);
        QCOMPARE((at + 250ms).millis(), 1'723'161'265'563);
        QCOMPARE((at + 250ms) - at, Duration(250ms));
        QCOMPARE(at - (at + 250ms), Duration(-250ms));
    }

    void millisecondsBeyondTheRangeStopAtItsEnds()
    {
        constexpr auto largest = std::numeric_limits<std::int64_t>::max();
        constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
        QCOMPARE(Instant::fromMillis(largest).nanos, largest);
        QCOMPARE(Instant::fromMillis(smallest).nanos, smallest);
        QCOMPARE(Instant::fromMillis(largest / 1'000'000).millis(), largest / 1'000'000);
    }

    void aDistanceBeyondTheRangeStopsAtItsEnds()
    {
        const Instant now = Instant::fromMillis(1'723'161'265'313);
        const Instant first{std::numeric_limits<std::int64_t>::min()};
        QCOMPARE(now - first, Duration::max());
        QCOMPARE(first - now, Duration::min());
    }
};

QTEST_APPLESS_MAIN(ClockTest)
#include "clocktest.moc"
