// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/tickclock.h"

#include "base/clock.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <thread>

using namespace touchline;

namespace {

std::int64_t steadyNanos()
{
    return Duration(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace

class TickClockTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void neverRunsBackwards()
    {
        std::int64_t before = tickNanos();
        for (int i = 0; i < 1'000'000; ++i) {
            const std::int64_t now = tickNanos();
            QVERIFY(now >= before);
            before = now;
        }
    }

    void keepsPaceWithTheSteadyClock()
    {
        // A pause of this thread between two readings widens one span; the best of several is the clock's.
        double best = 1.0;
        for (int i = 0; i < 20; ++i) {
            const std::int64_t ticks = tickNanos();
            const std::int64_t steady = steadyNanos();
            while (steadyNanos() - steady < 2'000'000) {
            }
            const auto counted = static_cast<double>(tickNanos() - ticks);
            const auto passed = static_cast<double>(steadyNanos() - steady);
            best = std::min(best, std::abs(counted / passed - 1.0));
        }
        QVERIFY2(best < 0.001, qPrintable(QString::number(best)));
    }

    void isOneClockForAllThreads()
    {
        const std::int64_t before = tickNanos();
        std::int64_t there = 0;
        std::thread([&there] { there = tickNanos(); }).join();
        QVERIFY(there >= before);
        QVERIFY(tickNanos() >= there);
    }

    void aScaleCountsForYears()
    {
        // A third of a nanosecond a tick.
        const TickScale scale{1'000, (std::uint64_t{1} << 32U) / 3};
        QCOMPARE(scale.nanosAt(1'000), std::int64_t{0});
        QCOMPARE(scale.nanosAt(1'000 + 3'000), std::int64_t{999});
        constexpr std::uint64_t tenYears = 315'360'000ULL * 1'000'000'000ULL;
        const auto seen = static_cast<double>(scale.nanosAt(1'000 + 3 * tenYears));
        QVERIFY(std::abs(seen / static_cast<double>(tenYears) - 1.0) < 1e-9);
    }
};

QTEST_APPLESS_MAIN(TickClockTest)
#include "tickclocktest.moc"
