// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/backoff.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace touchline;
using namespace std::chrono_literals;

namespace {

std::vector<Duration> delays(std::uint64_t seed, int count)
{
    Backoff backoff(500ms, 30s, seed);
    std::vector<Duration> all;
    for (int i = 0; i < count; ++i)
        all.push_back(backoff.next());
    return all;
}

} // namespace

class BackoffTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void delaysDoubleUpToTheLongest()
    {
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            Duration full = 500ms;
            for (const Duration delay : delays(seed, 12)) {
                QVERIFY(delay <= full);
                QVERIFY(delay > full / 2);
                full = std::min<Duration>(full * 2, 30s);
            }
        }
    }

    void jitterUsesItsWholeRange()
    {
        Duration shortest = 1h;
        Duration longest{};
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            const Duration first = delays(seed, 1).front();
            shortest = std::min(shortest, first);
            longest = std::max(longest, first);
        }
        QVERIFY(shortest < 270ms);
        QVERIFY(longest > 480ms);
    }

    void aSeedAlwaysGivesTheSameDelays()
    {
        QVERIFY(delays(7, 10) == delays(7, 10));
        QVERIFY(delays(7, 10) != delays(8, 10));
    }

    void resetBeginsAgain()
    {
        Backoff backoff(500ms, 30s, 1);
        for (int i = 0; i < 8; ++i)
            static_cast<void>(backoff.next());
        QVERIFY(backoff.next() > 500ms);
        backoff.reset();
        QVERIFY(backoff.next() <= 500ms);
    }

    void noDelayIsNoDelay()
    {
        Backoff backoff(0ms, 30s, 1);
        QVERIFY(backoff.next() == 0ms);
    }
};

QTEST_APPLESS_MAIN(BackoffTest)
#include "backofftest.moc"
