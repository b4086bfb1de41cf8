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

class SnapshotRetryTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theVenuesWaitIsKeptExactly_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("rate limited") << 429;
        QTest::newRow("banned") << 418;
    }

    void theVenuesWaitIsKeptExactly()
    {
        QFETCH(int, status);
        FeedHarness feed;
        feed.open();
        feed.frame(depthFrame("AUSDT", {101, 101}));
        feed.reply(feed.fetches().back().id, status, R"({"code":-1003,"msg":"Too much"})", 7s);
        QVERIFY(feed.state() == FeedState::Syncing);
        QVERIFY(feed.reason().find("Too much") != std::string::npos);
        QVERIFY(feed.book().status().retryAt == feed.now + 7s);
        feed.runFor(7s - 1ns);
        QCOMPARE(feed.fetches().size(), std::size_t{1});
        feed.runFor(1ns);
        QCOMPARE(feed.fetches().size(), std::size_t{2});
    }

    void withoutAWordTheWaitIsAMinute()
    {
        FeedHarness feed;
        feed.open();
        feed.runFor(500ms);
        feed.reply(feed.fetches().back().id, 429);
        feed.session.onPong(feed.session.stream(), feed.now + 30s);
        feed.runFor(60s - 1ns);
        QCOMPARE(feed.fetches().size(), std::size_t{1});
        feed.runFor(1ns);
        QCOMPARE(feed.fetches().size(), std::size_t{2});
    }

    void theWaitHoldsForEverySymbol()
    {
        FeedHarness feed({"AUSDT", "BUSDT"});
        feed.open();
        feed.frame(depthFrame("AUSDT", {101, 101}));
        feed.reply(feed.fetches().back().id, 429, {}, 7s);
        feed.frame(depthFrame("BUSDT", {101, 101}));
        feed.runFor(7s - 1ns);
        QCOMPARE(feed.fetches().size(), std::size_t{1});
        feed.runFor(1ns);
        QCOMPARE(feed.fetches().size(), std::size_t{3});
    }

    void ofTwoWaitsTheLongerHolds()
    {
        FeedHarness feed({"AUSDT", "BUSDT"});
        feed.open();
        feed.runFor(500ms);
        QCOMPARE(feed.fetches().size(), std::size_t{2});
        feed.reply(feed.fetches()[0].id, 418, {}, 20s);
        feed.reply(feed.fetches()[1].id, 429, {}, 2s);
        feed.runFor(20s - 1ns);
        QCOMPARE(feed.fetches().size(), std::size_t{2});
        feed.runFor(1ns);
        QCOMPARE(feed.fetches().size(), std::size_t{4});
    }

    void aSymbolTheVenueDoesNotKnowFails()
    {
        FeedHarness feed({"AUSDT", "BUSDT"});
        feed.open();
        feed.frame(depthFrame("AUSDT", {101, 101}));
        feed.reply(feed.fetches().back().id, 400, R"({"code":-1121,"msg":"Invalid symbol."})");
        QVERIFY(feed.state(0) == FeedState::Failed);
        QCOMPARE(
            feed.reason(0), std::string("Binance Spot refused the snapshot (HTTP 400: Invalid symbol.)"));
        QVERIFY(feed.state(1) == FeedState::Syncing);
        feed.frame(depthFrame("AUSDT", {102, 102}));
        feed.frame("?");
        QVERIFY(feed.state(0) == FeedState::Failed);
        feed.runFor(59s);
        QCOMPARE(std::count_if(feed.fetches().begin(), feed.fetches().end(), isOfA), 1);
    }

    void otherFailuresAreRetriedWithGrowingWaits_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("no answer") << 0;
        QTest::newRow("server error") << 500;
        QTest::newRow("gateway") << 502;
        QTest::newRow("firewall") << 403;
    }

    void otherFailuresAreRetriedWithGrowingWaits()
    {
        QFETCH(int, status);
        FeedHarness feed;
        feed.open();
        feed.frame(depthFrame("AUSDT", {101, 101}));
        for (int failed = 0; failed < 8; ++failed) {
            feed.reply(feed.fetches().back().id, status, "the network is down");
            QVERIFY(feed.state() == FeedState::Syncing);
            QVERIFY(!feed.reason().empty());
            const Duration full = std::min<Duration>(500ms * (1 << failed), 30s);
            const Duration waits = *feed.book().snapshotDueAt() - feed.now;
            QVERIFY(waits > full / 2 && waits <= full);
            feed.session.onPong(feed.session.stream(), feed.now);
            feed.runUntil(*feed.book().snapshotDueAt());
        }
        QCOMPARE(feed.fetches().size(), std::size_t{9});
        feed.answer(100);
        QVERIFY(feed.state() == FeedState::Live);
    }

    void aSnapshotThatNeverComesIsAskedAgain()
    {
        FeedHarness feed;
        feed.open();
        feed.runFor(500ms);
        const auto first = feed.fetches().back().id;
        feed.runFor(10s);
        QVERIFY(feed.reason().find("time limit") != std::string::npos);
        feed.runFor(500ms);
        QCOMPARE(feed.fetches().size(), std::size_t{2});
        feed.reply(first, 200, test::snapshotBody(100, {{"1", "1"}}, {}));
        QVERIFY(feed.state() == FeedState::Syncing);
    }

    void aCalmTimeForgetsOldFailures()
    {
        FeedHarness feed;
        feed.open();
        feed.runFor(500ms);
        for (int failed = 0; failed < 6; ++failed) {
            feed.reply(feed.fetches().back().id, 500);
            feed.session.onPong(feed.session.stream(), feed.now);
            feed.runUntil(*feed.book().snapshotDueAt());
        }
        feed.answer(100);
        feed.wait(31s);
        feed.lose();
        feed.runFor(500ms);
        feed.accept();
        feed.runFor(500ms);
        feed.reply(feed.fetches().back().id, 500);
        QVERIFY(*feed.book().snapshotDueAt() - feed.now <= 500ms);
    }

private:
    static bool isOfA(const FetchUrl &fetch) { return fetch.symbol == "AUSDT"; }
};

QTEST_APPLESS_MAIN(SnapshotRetryTest)
#include "snapshotretrytest.moc"
