// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/faultschedule.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

namespace {

constexpr Instant start = Instant::fromMillis(1'770'000'000'000);

FaultPlan planOf(std::string_view text)
{
    return parseFaultPlan(text).value();
}

/// The numbers, from 1, of the messages that the fault hits among the first `count`.
std::vector<int> hits(FaultSchedule &schedule, FaultKind kind, int count)
{
    std::vector<int> numbers;
    for (int i = 1; i <= count; ++i) {
        schedule.next(traitsOf(kind).target);
        if (schedule.strike(kind, start + std::chrono::milliseconds(i)))
            numbers.push_back(i);
    }
    return numbers;
}

std::vector<int> hits(std::string_view text, FaultKind kind, int count)
{
    FaultSchedule schedule(planOf(text), start);
    return hits(schedule, kind, count);
}

} // namespace

/// What is written behind --faults, and when it strikes.
class FaultPlanTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsRatesCountsAmountsAndSettings()
    {
        const FaultPlan plan = planOf(
            "drop:0.01,reorder:0.005,close@500,delay:0.02/250ms,skew/-2s,wrong-ids:1/-3,stall,429@2/7s,"
            "seed=7,until=30s");
        const std::vector<FaultRule> rules{
            {FaultKind::Drop, 10'000, {}, 0},
            {FaultKind::Reorder, 5'000, {}, 0},
            {FaultKind::Close, FaultRule::always, 500, 1001},
            {FaultKind::Delay, 20'000, {}, 250},
            {FaultKind::Skew, FaultRule::always, {}, -2'000},
            {FaultKind::WrongIds, FaultRule::always, {}, -3},
            {FaultKind::Stall, FaultRule::always, {}, 10'000},
            {FaultKind::RateLimit, FaultRule::always, 2, 7'000},
        };
        QVERIFY(plan == (FaultPlan{rules, 7, 30s}));
    }

    void everyKindIsReadAsItsExample()
    {
        for (const FaultTraits &traits : faultKinds())
            QVERIFY2(
                planOf(faultExample(traits.kind)).rules.front() == ruleFor(traits.kind),
                faultExample(traits.kind).c_str());
    }

    void badTextsAreExplained_data()
    {
        QTest::addColumn<QByteArray>("mentions");
        const auto row = [](const char *text, const char *mentions) {
            QTest::newRow(text) << QByteArray(mentions);
        };
        row("", "drop:0.01");
        row("drop,", "a fault is missing");
        row("drop,,close", "a fault is missing");
        row("seed=3", "no fault is named");
        row("dorp:0.1", "'dorp:0.1': no such fault; there are drop, duplicate,");
        row("Drop", "no such fault");
        row(" drop", "no such fault");
        row("drop:", "such as drop:0.01");
        row("drop:0", "above 0");
        row("drop:1.5", "up to 1");
        row("drop:2", "up to 1");
        row("drop:-0.1", "a share");
        row("drop:1%", "a share");
        row("drop:.5", "a share");
        row("drop:0.", "a share");
        row("drop:0.0000001", "six decimals");
        row("drop:0.1@5", "a share");
        row("close@", "such as close@500");
        row("close@0", "from 1");
        row("close@1.5", "a count");
        row("close@-1", "a count");
        row("close@99999999999999999999", "a count");
        row("drop:0.1/5s", "takes nothing behind a '/'");
        row("delay/", "such as delay/250ms");
        row("delay/5", "such as delay/250ms");
        row("delay/0s", "from 1ms to 3600s");
        row("delay/-1s", "from 1ms");
        row("delay/2h", "from 1ms");
        row("delay/9000s", "to 3600s");
        row("429/10ms", "from 1s");
        row("close/999", "1000 to 4999");
        row("close/1006", "that may be sent");
        row("wrong-ids/0", "shifted");
        row("wrong-ids/5s", "shifted");
        row("drop,seed=x", "a whole number");
        row("drop,seed=", "a whole number");
        row("drop,sed=1", "seed=NUMBER and until=TIME");
        row("drop,until=0s", "until=30s");
        row("drop,until=soon", "until=30s");
    }

    void badTextsAreExplained()
    {
        QFETCH(QByteArray, mentions);
        const auto refused = parseFaultPlan(QTest::currentDataTag());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::BadArgument);
        const std::string &detail = refused.error().detail;
        QVERIFY2(detail.find(mentions.toStdString()) != std::string::npos, detail.c_str());
        QVERIFY(detail.find('\n') == std::string::npos);
    }

    void aRateIsKeptInTheLongRun()
    {
        const auto count = hits("drop:0.02", FaultKind::Drop, 50'000).size();
        QVERIFY2(count > 900 && count < 1'100, qPrintable(QString::number(count)));
        QCOMPARE(hits("drop", FaultKind::Drop, 100).size(), std::size_t{100});
    }

    void aCountStrikesOnce()
    {
        QCOMPARE(hits("close@5,close@9", FaultKind::Close, 20), (std::vector<int>{5, 9}));
    }

    void sameSeedSameFaults()
    {
        const auto numbers = hits("drop:0.1,seed=3", FaultKind::Drop, 1'000);
        QVERIFY(numbers.size() > 50);
        QVERIFY(numbers == hits("drop:0.1,seed=3", FaultKind::Drop, 1'000));
        QVERIFY(numbers != hits("drop:0.1,seed=4", FaultKind::Drop, 1'000));
    }

    void oneMoreRuleDoesNotMoveTheOthers()
    {
        const auto numbers = hits("drop:0.1", FaultKind::Drop, 1'000);
        QVERIFY(numbers == hits("split:0.5,drop:0.1,close@3", FaultKind::Drop, 1'000));
        const auto more = hits("drop:0.1,drop:0.1", FaultKind::Drop, 1'000);
        QVERIFY(more.size() > numbers.size());
        QVERIFY(std::includes(more.begin(), more.end(), numbers.begin(), numbers.end()));
    }

    void afterTheEndThereIsNothing()
    {
        QCOMPARE(hits("drop,until=6ms", FaultKind::Drop, 20), (std::vector<int>{1, 2, 3, 4, 5}));
    }

    void whatIsAskedForOnceStrikesOnce()
    {
        FaultSchedule schedule({}, start);
        schedule.once(FaultKind::Drop);
        schedule.once(FaultKind::Drop);
        QVERIFY(hits(schedule, FaultKind::Split, 3).empty());
        schedule.setPlan(planOf("split@4"), start);
        QCOMPARE(hits(schedule, FaultKind::Drop, 5), (std::vector<int>{1, 2}));
    }

    void stoppingTakesBackWhatWasAskedFor()
    {
        FaultSchedule schedule(planOf("drop"), start);
        QCOMPARE(hits(schedule, FaultKind::Drop, 3).size(), std::size_t{3});
        schedule.once(FaultKind::Split);
        schedule.stop();
        QVERIFY(hits(schedule, FaultKind::Drop, 3).empty());
        QVERIFY(hits(schedule, FaultKind::Split, 3).empty());
        QCOMPARE(schedule.counts()[static_cast<std::size_t>(FaultKind::Drop)], std::uint64_t{3});
    }

    void messagesAndRequestsAreCountedApart()
    {
        FaultSchedule schedule(planOf("drop@2,failed-snapshot@2"), start);
        QCOMPARE(hits(schedule, FaultKind::Drop, 9), (std::vector<int>{2}));
        QCOMPARE(hits(schedule, FaultKind::FailedSnapshot, 9), (std::vector<int>{2}));
        QCOMPARE(countsText(schedule.counts()), std::string("drop 1, failed-snapshot 1"));
        QCOMPARE(countsText({}), std::string("nothing"));
    }
};

QTEST_APPLESS_MAIN(FaultPlanTest)
#include "faultplantest.moc"
