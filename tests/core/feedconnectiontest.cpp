// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/feedharness.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace touchline;
using namespace std::chrono_literals;
using test::depthFrame;
using test::FeedHarness;

class FeedConnectionTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aLostConnectionIsOpenedAgain()
    {
        FeedHarness feed;
        feed.goLive(100);
        static_cast<void>(feed.view());
        feed.frame(depthFrame("AUSDT", {101, 101}));
        feed.lose();
        QVERIFY(feed.state() == FeedState::Reconnecting);
        QCOMPARE(feed.reason(), std::string("the wire was cut"));
        const auto retryAt = feed.book().status().retryAt;
        QVERIFY(retryAt.has_value());
        QVERIFY(*retryAt - feed.now >= 250ms && *retryAt - feed.now <= 500ms);
        QVERIFY(feed.session.nextDeadline() == retryAt);
        QCOMPARE(feed.view().book->updateId, std::uint64_t{101});
        QCOMPARE(feed.counters().reconnects, std::uint64_t{1});
        feed.runUntil(*retryAt);
        QCOMPARE(feed.opened(), std::size_t{2});
        QVERIFY(feed.state() == FeedState::Reconnecting);
        feed.accept();
        QVERIFY(feed.state() == FeedState::Resyncing);
    }

    void aNewConnectionStartsANewBuffer()
    {
        FeedHarness feed;
        feed.open();
        feed.frame(depthFrame("AUSDT", {101, 101}));
        feed.lose();
        feed.runFor(500ms);
        feed.accept();
        feed.frame(depthFrame("AUSDT", {201, 201}));
        feed.answer(200);
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.counters().dropped, std::uint64_t{1});
        QCOMPARE(feed.book().updateId(), std::uint64_t{201});
    }

    void repliesToAnEarlierConnectionAreIgnored()
    {
        FeedHarness feed;
        feed.open();
        feed.frame(depthFrame("AUSDT", {101, 101}));
        const auto early = feed.fetches().back().id;
        feed.lose();
        feed.reply(early, 200, test::snapshotBody(101, {{"1", "1"}}, {}));
        QVERIFY(feed.state() == FeedState::Reconnecting);
        feed.runFor(500ms);
        feed.accept();
        feed.frame(depthFrame("AUSDT", {201, 201}));
        feed.reply(early, 200, test::snapshotBody(200, {{"1", "1"}}, {}));
        QVERIFY(feed.state() == FeedState::Syncing);
        feed.reply(77, 500);
        QVERIFY(!feed.book().snapshotDueAt());
        feed.answer(200);
        QVERIFY(feed.state() == FeedState::Live);
    }

    void repliesAreIgnoredAfterAReconnectByHand()
    {
        FeedHarness feed;
        feed.open();
        feed.frame(depthFrame("AUSDT", {101, 101}));
        feed.reconnect();
        feed.answer(101);
        QVERIFY(feed.state() == FeedState::Connecting);
    }

    void framesOfAConnectionThatWasGivenUpAreIgnored()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.frame(R"({"code":2,"msg":"Invalid request"})");
        feed.frame("?");
        feed.frame(depthFrame("AUSDT", {101, 101}));
        QVERIFY(feed.state() == FeedState::Reconnecting);
        QVERIFY(feed.book().status().retryAt.has_value());
        QCOMPARE(feed.counters().deltas, std::uint64_t{0});
    }

    void waitsGrowWhileNothingAnswers()
    {
        FeedHarness feed;
        static_cast<void>(feed.session.start(feed.now));
        Duration longest{};
        for (int attempt = 1; attempt <= 9; ++attempt) {
            feed.lose(ErrorCode::ConnectionFailed);
            QCOMPARE(feed.session.failedAttempts(), attempt);
            const Duration waits = *feed.session.nextDeadline() - feed.now;
            const Duration full = std::min<Duration>(500ms * (1 << (attempt - 1)), 30s);
            QVERIFY(waits > full / 2 && waits <= full);
            longest = std::max(longest, waits);
            feed.runUntil(*feed.session.nextDeadline());
        }
        QVERIFY(longest > 15s);
        feed.accept();
        QCOMPARE(feed.session.failedAttempts(), 0);
    }

    void aShortConnectionDoesNotResetTheWait()
    {
        FeedHarness feed;
        static_cast<void>(feed.session.start(feed.now));
        for (int attempt = 0; attempt < 5; ++attempt) {
            feed.lose();
            feed.runUntil(*feed.session.nextDeadline());
        }
        feed.accept();
        feed.wait(59s);
        feed.lose();
        QVERIFY(*feed.session.nextDeadline() - feed.now > 500ms);
    }

    void aSteadyMinuteResetsTheWait()
    {
        FeedHarness feed;
        static_cast<void>(feed.session.start(feed.now));
        for (int attempt = 0; attempt < 5; ++attempt) {
            feed.lose();
            feed.runUntil(*feed.session.nextDeadline());
        }
        feed.accept();
        feed.wait(60s);
        feed.lose();
        QVERIFY(*feed.session.nextDeadline() - feed.now <= 500ms);
    }

    void aConnectionThatNeverOpensTimesOut()
    {
        FeedHarness feed;
        static_cast<void>(feed.session.start(feed.now));
        feed.runFor(10s - 1ms);
        QVERIFY(feed.state() == FeedState::Connecting);
        feed.runFor(1ms);
        QVERIFY(feed.state() == FeedState::Reconnecting);
        QCOMPARE(feed.closed(), std::size_t{1});
        QCOMPARE(feed.session.failedAttempts(), 1);
        feed.runFor(500ms);
        QCOMPARE(feed.opened(), std::size_t{1});
    }

    void aSilentConnectionIsGivenUp()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.runFor(60s - 1ms);
        QCOMPARE(feed.closed(), std::size_t{0});
        feed.runFor(1ms);
        QVERIFY(feed.state() == FeedState::Reconnecting);
        QCOMPARE(feed.closed(), std::size_t{1});
        QVERIFY(feed.reason().find("silent") != std::string::npos);
    }

    void aPongCountsAsLife()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.runFor(50s);
        feed.session.onPong(feed.session.stream(), feed.now);
        feed.runFor(59s);
        QVERIFY(feed.state() == FeedState::Stale);
        QCOMPARE(feed.closed(), std::size_t{0});
        feed.runFor(1s);
        QCOMPARE(feed.closed(), std::size_t{1});
    }

    void aSilentSymbolBecomesStaleAndLiveAgain()
    {
        FeedHarness feed({"AUSDT", "BUSDT"});
        feed.goLive(100);
        feed.runFor(20s);
        feed.frame(depthFrame("BUSDT", {101, 101}));
        feed.runFor(10s - 1ms);
        QVERIFY(feed.state(0) == FeedState::Live);
        feed.runFor(1ms);
        QVERIFY(feed.state(0) == FeedState::Stale);
        QCOMPARE(feed.reason(0), std::string("the market may have moved"));
        QVERIFY(feed.state(1) == FeedState::Live);
        QCOMPARE(feed.view(0).book->updateId, std::uint64_t{100});
        feed.frame(depthFrame("AUSDT", {101, 101}));
        QVERIFY(feed.state(0) == FeedState::Live);
        QVERIFY(feed.reason(0).empty());
        QCOMPARE(feed.counters(0).snapshots, std::uint64_t{1});
    }

    void aStaleBookStillNoticesAGap()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.runFor(31s);
        feed.frame(depthFrame("AUSDT", {105, 105}));
        QVERIFY(feed.state() == FeedState::Resyncing);
    }

    void aRecordingsSilencesAreNoFaults()
    {
        FeedHarness feed({"AUSDT"}, {.hosts = {}, .hasDeadlines = false});
        feed.goLive(100);
        QVERIFY(!feed.session.nextDeadline());
        feed.wait(1h);
        static_cast<void>(feed.session.onDeadline(feed.now));
        QVERIFY(feed.state() == FeedState::Live);
    }

    void aRefusedSubscriptionReconnectsWithTheVenuesWords()
    {
        FeedHarness feed;
        feed.open();
        feed.frame(R"({"code":2,"msg":"Invalid request"})");
        QVERIFY(feed.state() == FeedState::Reconnecting);
        QVERIFY(feed.reason().find("Invalid request") != std::string::npos);
        QCOMPARE(feed.closed(), std::size_t{1});
    }

    void reconnectByHandDropsTheWait()
    {
        FeedHarness feed;
        static_cast<void>(feed.session.start(feed.now));
        for (int attempt = 0; attempt < 6; ++attempt) {
            feed.lose();
            feed.runUntil(*feed.session.nextDeadline());
        }
        feed.lose();
        QVERIFY(*feed.session.nextDeadline() - feed.now > 1s);
        const auto opened = feed.opened();
        feed.reconnect();
        QCOMPARE(feed.opened(), opened + 1);
        feed.lose();
        QVERIFY(*feed.session.nextDeadline() - feed.now <= 500ms);
    }

    void reconnectByHandKeepsTheNewestBookOnShow()
    {
        FeedHarness feed;
        feed.goLive(100);
        static_cast<void>(feed.view());
        feed.frame(depthFrame("AUSDT", {101, 101}));
        feed.reconnect();
        feed.accept();
        QVERIFY(feed.state() == FeedState::Resyncing);
        QCOMPARE(feed.view().book->updateId, std::uint64_t{101});
    }

    void aRefusalToConnectForGoodIsFailure()
    {
        FeedHarness feed;
        static_cast<void>(feed.session.start(feed.now));
        feed.lose(ErrorCode::SubscriptionRefused);
        QVERIFY(feed.state() == FeedState::Failed);
        QVERIFY(!feed.session.nextDeadline());
        feed.reconnect();
        feed.accept();
        QVERIFY(feed.state() == FeedState::Syncing);
    }
};

QTEST_APPLESS_MAIN(FeedConnectionTest)
#include "feedconnectiontest.moc"
