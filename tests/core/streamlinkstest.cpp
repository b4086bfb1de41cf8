// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/streamlinks.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;
using Due = StreamLinks::Due;
using State = StreamLink::State;

namespace {

constexpr Instant start = Instant::fromMillis(1'770'000'000'000);

VenueLimits limits()
{
    VenueLimits limits;
    limits.connectionAttempts = 10;
    return limits;
}

StreamLinks links()
{
    return StreamLinks(limits(), {1, true, attemptBudget(limits())});
}

} // namespace

class StreamLinksTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theVenuesBudgetOfAttemptsIsKept()
    {
        StreamLinks one = links();
        int attempts = 0;
        for (Instant now = start; now < start + 5min; now = now + 100ms) {
            if (one.due(now) != Due::Connect && now != start)
                continue;
            one.connect(now);
            if (one.current().state == State::Closed)
                continue;
            ++attempts;
            one.loseCurrent(now);
        }
        // A fifth is left to other programs at the same address.
        QCOMPARE(attempts, 8);
        QVERIFY(one.nextDeadline() >= start + 5min);
    }

    void sessionsShareTheBudget()
    {
        const auto budget = attemptBudget(limits());
        for (int i = 0; i < 8; ++i) {
            StreamLinks one(limits(), {1, true, budget});
            one.connect(start);
            QVERIFY(one.current().state == State::Connecting);
        }
        StreamLinks late(limits(), {1, true, budget});
        late.connect(start);
        QVERIFY(late.current().state == State::Closed);
        QVERIFY(late.current().deadline == start + 5min);
        QVERIFY(late.due(start) == Due::Nothing);
        QVERIFY(late.due(start + 5min) == Due::Connect);
    }

    void aVenueWithoutABudgetIsNotWaitedFor()
    {
        VenueLimits free;
        StreamLinks one(free, {1, true, attemptBudget(free)});
        for (int i = 0; i < 1000; ++i) {
            one.connect(start);
            QVERIFY(one.current().state == State::Connecting);
            one.restart();
        }
    }

    void theNextIsOpenedBeforeTheLifeEnds()
    {
        StreamLinks one = links();
        one.connect(start);
        QVERIFY(one.onOpened(one.current().id, start));
        Instant now = start;
        while (one.due(now) == Due::Nothing) {
            now = now + 30s;
            one.onSignOfLife(one.current().id, now);
        }
        QVERIFY(one.due(now) == Due::ConnectNext);
        QVERIFY(now >= start + 23h + 39min && now <= start + 23h + 51min);
        one.connectNext(now);
        const StreamId next = one.next().id;
        QVERIFY(next != one.current().id);
        QVERIFY(one.due(now) == Due::Nothing);
        QVERIFY(one.onOpened(next, now));
        QVERIFY(one.isOpen(next) && one.isOpen(one.current().id));
        one.moveOn();
        QVERIFY(one.current().id == next);
        QVERIFY(one.next().state == State::Closed);
        QVERIFY(one.due(now + 1s) == Due::Nothing);
    }

    void aNextThatFailsIsTriedAgainWhileTheCurrentLives()
    {
        StreamLinks one = links();
        one.connect(start);
        QVERIFY(one.onOpened(one.current().id, start));
        one.announceEnd(start);
        QVERIFY(one.due(start) == Due::ConnectNext);
        one.connectNext(start);
        QVERIFY(one.due(start + 10s) == Due::NextOverdue);
        one.loseNext(start + 10s);
        QVERIFY(one.due(start + 10s) == Due::Nothing);
        QVERIFY(one.due(start + 10s + 500ms) == Due::ConnectNext);
        QVERIFY(one.current().isOpen());
        QCOMPARE(one.failedAttempts(), 0);
    }

    void aLostConnectionIsFollowedByTheOneThatIsComing()
    {
        StreamLinks one = links();
        one.connect(start);
        QVERIFY(one.onOpened(one.current().id, start));
        one.connectNext(start);
        const StreamId next = one.next().id;
        one.loseCurrent(start + 1s);
        QVERIFY(one.current().id == next);
        QVERIFY(one.current().state == State::Connecting);
        QVERIFY(one.onOpened(next, start + 2s));
        QVERIFY(one.current().isOpen());
    }

    void onlyTheOneThatIsWaitedForOpens()
    {
        StreamLinks one = links();
        one.connect(start);
        const StreamId first = one.current().id;
        one.restart();
        one.connect(start);
        QVERIFY(!one.onOpened(first, start));
        QVERIFY(one.onOpened(one.current().id, start));
        QVERIFY(!one.onOpened(one.current().id, start));
    }

    void theNetworkIsBackSoNobodyWaits()
    {
        StreamLinks one = links();
        one.connect(start);
        one.loseCurrent(start);
        QVERIFY(one.due(start) == Due::Nothing);
        one.retryNow(start);
        QVERIFY(one.due(start) == Due::Connect);
    }
};

QTEST_APPLESS_MAIN(StreamLinksTest)
#include "streamlinkstest.moc"
