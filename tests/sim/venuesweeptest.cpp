// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binanceusdm/usdmwire.h"
#include "sim/simvenuetable.h"
#include "support/sanitized.h"
#include "support/simvenuerows.h"
#include "support/sweepsession.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace touchline;
using namespace touchline::test;

namespace {

SweepVenue sweepVenue(std::string_view name)
{
    SweepVenue venue{name};
    // Its checksum covers ten levels a side, and nothing else shows that a frame was lost.
    if (name == "kraken")
        venue.provenDepth = 10;
    if (name == "binance-usdm")
        venue.idStep = usdmwire::idStep;
    return venue;
}

FaultRates only(Fault fault, std::uint64_t rate)
{
    FaultRates rates{};
    rates[static_cast<std::size_t>(fault)] = rate;
    return rates;
}

} // namespace

/// Random sessions with each simulated venue: its chain of updates, its source of snapshots, its checksums.
class VenueSweepTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aLiveBookIsAlwaysTheTruth_data() { addSimVenues(); }

    void aLiveBookIsAlwaysTheTruth()
    {
        QFETCH(QByteArray, name);
        const int asked = qEnvironmentVariableIntValue("TOUCHLINE_SWEEP");
        const auto from = static_cast<std::uint64_t>(qEnvironmentVariableIntValue("TOUCHLINE_SWEEP_FROM"));
        const auto count = static_cast<std::uint64_t>(asked > 0 ? asked : 1'500 / patience);
        SweepTally tally;
        for (std::uint64_t seed = from; seed < from + count; ++seed) {
            const auto wrong = SweepSession(seed, tally, sweepVenue(name.toStdString())).run();
            QVERIFY2(!wrong, wrong ? wrong->c_str() : "");
        }
        std::printf(
            "%-14s %llu sessions, %llu deltas, %llu books compared, %llu views, %llu checksums, %llu gaps, "
            "%llu "
            "resyncs, longest recovery %.1f s\n",
            name.constData(), static_cast<unsigned long long>(tally.sessions),
            static_cast<unsigned long long>(tally.applied), static_cast<unsigned long long>(tally.compared),
            static_cast<unsigned long long>(tally.shown),
            static_cast<unsigned long long>(tally.checksumsVerified),
            static_cast<unsigned long long>(tally.counters.gaps),
            static_cast<unsigned long long>(tally.counters.resyncs),
            std::chrono::duration<double>(tally.longestRecovery).count());
        QVERIFY(tally.compared > 10 * count);
        QVERIFY(tally.counters.resyncs > count / 20);
        QVERIFY(tally.counters.reconnects > count / 20);
    }

    void withoutFaultsNothingBreaks_data() { addSimVenues(); }

    void withoutFaultsNothingBreaks()
    {
        QFETCH(QByteArray, name);
        SweepTally tally;
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            const auto wrong =
                SweepSession(seed, tally, {}, std::chrono::seconds(10), sweepVenue(name.toStdString())).run();
            QVERIFY2(!wrong, wrong ? wrong->c_str() : "");
        }
        QCOMPARE(tally.counters.gaps, std::uint64_t{0});
        QCOMPARE(tally.counters.resyncs, std::uint64_t{0});
        QCOMPARE(tally.counters.reconnects, std::uint64_t{0});
        QCOMPARE(tally.counters.malformed, std::uint64_t{0});
        QVERIFY(tally.compared > 2'000);
    }

    void lostFramesAreNoticed_data() { addSimVenues(); }

    void lostFramesAreNoticed()
    {
        QFETCH(QByteArray, name);
        SweepTally tally;
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            const auto wrong = SweepSession(
                                   seed, tally, only(Fault::FrameLost, 300), std::chrono::seconds(5),
                                   sweepVenue(name.toStdString()))
                                   .run();
            QVERIFY2(!wrong, wrong ? wrong->c_str() : "");
        }
        QVERIFY(tally.faults[static_cast<std::size_t>(Fault::FrameLost)] > 100);
        QVERIFY(tally.counters.resyncs > 100);
    }
};

QTEST_APPLESS_MAIN(VenueSweepTest)
#include "venuesweeptest.moc"
