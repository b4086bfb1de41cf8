// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/sanitized.h"
#include "support/sweepsession.h"

#include <QRegularExpression>
#include <QTest>

#include <cstdio>

using namespace touchline;
using namespace touchline::test;

namespace {

constexpr int sessionCount = 10'000;

double seconds(Duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

void line(const char *what, std::uint64_t count)
{
    std::printf("%-36s %12llu\n", what, static_cast<unsigned long long>(count));
}

/// For people who quote them.
void print(const SweepTally &tally)
{
    line("sessions", tally.sessions);
    line("frames received", tally.frames);
    line("deltas applied", tally.applied);
    line("books compared with the truth", tally.compared);
    line("views compared with the truth", tally.shown);
    line("quotes that verified a book", tally.quotesVerified);
    line("snapshots that verified a book", tally.snapshotsVerified);
    line("snapshots used", tally.counters.snapshots);
    line("gaps noticed", tally.counters.gaps);
    line("resyncs", tally.counters.resyncs);
    line("reconnects", tally.counters.reconnects);
    line("handovers", tally.counters.handovers);
    for (std::size_t i = 0; i < faultCount; ++i)
        line(faultName(static_cast<Fault>(i)), tally.faults[i]);
    std::printf(
        "%-36s %12.0f s\n%-36s %12.1f s\n", "virtual time", seconds(tally.virtualTime),
        "longest recovery after the faults", seconds(tally.longestRecovery));
}

} // namespace

class SessionSweepTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    /// TOUCHLINE_SWEEP runs another number of sessions, TOUCHLINE_SWEEP_FROM begins at another seed.
    void aLiveBookIsAlwaysTheTruth()
    {
        const int asked = qEnvironmentVariableIntValue("TOUCHLINE_SWEEP");
        const auto count = static_cast<std::uint64_t>(asked > 0 ? asked : sessionCount / patience);
        const auto from = static_cast<std::uint64_t>(qEnvironmentVariableIntValue("TOUCHLINE_SWEEP_FROM"));
        SweepTally tally;
        for (std::uint64_t seed = from; seed < from + count; ++seed) {
            const auto wrong = SweepSession(seed, tally).run();
            QVERIFY2(!wrong, wrong ? wrong->c_str() : "");
        }
        print(tally);
        if (count < sessionCount)
            return;
        // A sweep in which a fault never happened has proved nothing about it.
        for (std::size_t i = 0; i < faultCount; ++i)
            QVERIFY2(tally.faults[i] >= 50, faultName(static_cast<Fault>(i)));
        QVERIFY(tally.counters.gaps > 1'000);
        QVERIFY(tally.compared > 100'000);
        QVERIFY(tally.shown > 10'000);
        QVERIFY(tally.quotesVerified > 10'000);
        QVERIFY(tally.snapshotsVerified > 100);
    }

    void anAnnouncedEndBreaksNothing()
    {
        FaultRates rates{};
        rates[static_cast<std::size_t>(Fault::Shutdown)] = 100;
        SweepTally tally;
        for (std::uint64_t seed = 0; seed < 300; ++seed) {
            const auto wrong = SweepSession(seed, tally, rates, std::chrono::seconds(20)).run();
            QVERIFY2(!wrong, wrong ? wrong->c_str() : "");
        }
        QVERIFY(tally.counters.handovers > 300);
        QCOMPARE(tally.counters.reconnects, std::uint64_t{0});
        QCOMPARE(tally.counters.gaps, std::uint64_t{0});
        QCOMPARE(tally.counters.resyncs, std::uint64_t{0});
        QVERIFY(tally.compared > 10'000);
    }

    void aChangedDigitIsFoundByAnAudit()
    {
        SweepTally tally;
        for (std::uint64_t seed = 0; seed < 80 / patience; ++seed) {
            const auto wrong = SweepSession(seed, tally).runAltered(600);
            QVERIFY2(!wrong, wrong ? wrong->c_str() : "");
        }
        line("digits changed", tally.altered);
        line("ids at which a live book was wrong", tally.wrong);
        line("books that an audit found wrong", tally.mismatched);
        QVERIFY(tally.altered > 120 / patience);
        QVERIFY(tally.wrong > 100);
        QVERIFY(tally.mismatched > 25 / patience);
    }

    void aSessionIsTheSameEachTime()
    {
        SweepTally first;
        SweepTally second;
        for (std::uint64_t seed = 5; seed < 25; ++seed) {
            QVERIFY(!SweepSession(seed, first).run());
            QVERIFY(!SweepSession(seed, second).run());
        }
        QCOMPARE(first.frames, second.frames);
        QCOMPARE(first.compared, second.compared);
        QVERIFY(first.faults == second.faults);
        QVERIFY(first.virtualTime == second.virtualTime);
    }
};

QTEST_APPLESS_MAIN(SessionSweepTest)
#include "sessionsweeptest.moc"
