// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/feedharness.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;
using test::depthFrame;
using test::FeedHarness;

namespace {

constexpr std::string_view notice = R"({"e":"serverShutdown","E":1770123456789})";

std::string numberedTrade(std::uint64_t id)
{
    return R"({"e":"trade","E":1770000000000,"s":"AUSDT","t":)" + std::to_string(id) +
           R"(,"p":"10","q":"1","T":1770000000000,"m":false,"M":true})";
}

/// A live book, whose connection is announced to end; the next one is open.
struct Moving : FeedHarness {
    StreamId old;

    explicit Moving(const std::vector<std::string> &symbols = {"AUSDT"}) : FeedHarness(symbols)
    {
        goLive(100);
        old = newest();
        frame(notice);
        runFor(0s);
        accept();
    }
};

} // namespace

class FeedHandoverTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aNoticeOpensTheNextConnectionAndDisturbsNothing()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.frame(notice);
        feed.runFor(0s);
        QCOMPARE(feed.opened(), std::size_t{2});
        QCOMPARE(feed.closed(), std::size_t{0});
        QVERIFY(feed.state() == FeedState::Live);
        feed.accept();
        feed.frame(depthFrame("AUSDT", {101, 101}));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.book().updateId(), std::uint64_t{101});
    }

    void theNextTakesOverOnceItJoins()
    {
        Moving feed;
        const StreamId next = feed.newest();
        QVERIFY(next != feed.old);
        feed.newestFrame(depthFrame("AUSDT", {100, 102}));
        QVERIFY(feed.session.stream() == next);
        QCOMPARE(feed.closed(), std::size_t{1});
        QCOMPARE(feed.book().updateId(), std::uint64_t{102});
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.counters().handovers, std::uint64_t{1});
        QCOMPARE(feed.counters().reconnects, std::uint64_t{0});
        QCOMPARE(feed.counters().gaps, std::uint64_t{0});
        QVERIFY(feed.book().breaks()->empty());
        // The old one says no more.
        static_cast<void>(feed.session.onFrame(feed.old, depthFrame("AUSDT", {300, 300}), feed.now));
        QCOMPARE(feed.book().updateId(), std::uint64_t{102});
    }

    void aNextThatIsAheadIsHeldUntilTheOldOneHasCaughtUp()
    {
        Moving feed;
        feed.newestFrame(depthFrame("AUSDT", {103, 104}));
        QVERIFY(feed.session.stream() == feed.old);
        QCOMPARE(feed.book().updateId(), std::uint64_t{100});
        feed.frame(depthFrame("AUSDT", {101, 102}));
        QCOMPARE(feed.book().updateId(), std::uint64_t{104});
        QVERIFY(feed.session.stream() == feed.newest());
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.counters().gaps, std::uint64_t{0});
    }

    void allBooksMoveTogether()
    {
        Moving feed({"AUSDT", "BUSDT"});
        feed.newestFrame(depthFrame("AUSDT", {101, 101}));
        QVERIFY(feed.session.stream() == feed.old);
        feed.newestFrame(depthFrame("BUSDT", {101, 101}));
        QVERIFY(feed.session.stream() == feed.newest());
        QCOMPARE(feed.book(0).updateId(), std::uint64_t{101});
        QCOMPARE(feed.book(1).updateId(), std::uint64_t{101});
        QCOMPARE(feed.counters(1).handovers, std::uint64_t{1});
    }

    void aQuietMarketMovesAfterAWhile()
    {
        Moving feed;
        feed.runFor(5s);
        QVERIFY(feed.session.stream() == feed.newest());
        QVERIFY(feed.state() == FeedState::Live);
        feed.newestFrame(depthFrame("AUSDT", {101, 101}));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.book().updateId(), std::uint64_t{101});
    }

    void whatIsMissingBetweenTheTwoIsAGap()
    {
        Moving feed;
        feed.newestFrame(depthFrame("AUSDT", {105, 105}));
        feed.lose(feed.old, ErrorCode::ConnectionClosed);
        QVERIFY(feed.session.stream() == feed.newest());
        QVERIFY(feed.state() == FeedState::Resyncing);
        QCOMPARE(feed.counters().gaps, std::uint64_t{1});
    }

    void anOldConnectionThatEndsEarlyIsFollowedAtOnce()
    {
        Moving feed;
        feed.lose(feed.old, ErrorCode::ConnectionClosed);
        QVERIFY(feed.state() == FeedState::Live);
        QVERIFY(feed.session.stream() == feed.newest());
        feed.newestFrame(depthFrame("AUSDT", {101, 101}));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.counters().reconnects, std::uint64_t{0});
    }

    void aConnectionThatEndsBeforeTheNextIsOpenIsLost()
    {
        FeedHarness feed;
        feed.goLive(100);
        const StreamId old = feed.newest();
        feed.frame(notice);
        feed.runFor(0s);
        feed.lose(old, ErrorCode::ConnectionClosed);
        QVERIFY(feed.state() == FeedState::Reconnecting);
        QVERIFY(feed.session.stream() == feed.newest());
        feed.accept();
        QVERIFY(feed.state() == FeedState::Resyncing);
        QCOMPARE(feed.opened(), std::size_t{2});
    }

    void aNextThatIsLostIsTriedAgainAndNobodyNotices()
    {
        Moving feed;
        feed.lose(feed.newest(), ErrorCode::ConnectionClosed);
        QVERIFY(feed.state() == FeedState::Live);
        feed.runFor(500ms);
        QCOMPARE(feed.opened(), std::size_t{3});
        QVERIFY(feed.session.stream() == feed.old);
        QCOMPARE(feed.session.failedAttempts(), 0);
    }

    void aNextThatCannotBeReadIsGivenUp()
    {
        Moving feed;
        feed.newestFrame("?");
        QCOMPARE(feed.closed(), std::size_t{1});
        QCOMPARE(feed.session.malformedFrames(), std::uint64_t{1});
        QVERIFY(feed.state() == FeedState::Live);
        QVERIFY(feed.session.stream() == feed.old);
    }

    void aNextThatRefusesIsGivenUp()
    {
        Moving feed;
        feed.newestFrame(R"({"code":2,"msg":"Invalid request"})");
        QCOMPARE(feed.closed(), std::size_t{1});
        QVERIFY(feed.state() == FeedState::Live);
    }

    void aNextThatLacksASymbolIsGivenUp()
    {
        Moving feed;
        const StreamId next = feed.newest();
        for (std::uint64_t id = 101; id <= 130; ++id) {
            feed.frame(depthFrame("AUSDT", {id, id}));
            feed.runFor(1s);
        }
        QVERIFY(feed.session.stream() == feed.old);
        QVERIFY(feed.state() == FeedState::Live);
        static_cast<void>(feed.session.onFrame(next, depthFrame("AUSDT", {131, 131}), feed.now));
        QCOMPARE(feed.book().updateId(), std::uint64_t{130});
        feed.runFor(500ms);
        QCOMPARE(feed.opened(), std::size_t{3});
    }

    void eachTradeIsToldOnce()
    {
        Moving feed;
        feed.frame(numberedTrade(7));
        feed.newestFrame(numberedTrade(6));
        feed.newestFrame(numberedTrade(7));
        feed.newestFrame(numberedTrade(8));
        QCOMPARE(feed.counters().trades, std::uint64_t{1});
        feed.newestFrame(depthFrame("AUSDT", {101, 101}));
        QCOMPARE(feed.counters().trades, std::uint64_t{2});
        feed.frame(numberedTrade(9));
        QCOMPARE(feed.counters().trades, std::uint64_t{3});
        QCOMPARE(feed.view().trades.size(), std::size_t{3});
    }

    void aBookWithoutASnapshotMovesAsWell()
    {
        FeedHarness feed;
        feed.open();
        feed.frame(depthFrame("AUSDT", {101, 101}));
        feed.frame(notice);
        feed.runFor(0s);
        feed.accept();
        feed.newestFrame(depthFrame("AUSDT", {101, 102}));
        QVERIFY(feed.session.stream() == feed.newest());
        feed.answer(100);
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.book().updateId(), std::uint64_t{102});
    }

    void afterADayTheNextIsReadyInTime()
    {
        FeedHarness feed;
        feed.goLive(100);
        std::uint64_t id = 100;
        const Instant end = feed.now + 24h;
        while (feed.now < end) {
            feed.runFor(10s);
            ++id;
            feed.frame(depthFrame("AUSDT", {id, id}));
            if (feed.newest() != feed.session.stream()) {
                feed.accept();
                feed.newestFrame(depthFrame("AUSDT", {id, id}));
            }
            QVERIFY(feed.state() == FeedState::Live);
        }
        QCOMPARE(feed.counters().handovers, std::uint64_t{1});
        QCOMPARE(feed.opened(), std::size_t{2});
        QCOMPARE(feed.closed(), std::size_t{1});
    }

    void aRecordingsNoticeIsNoEvent()
    {
        FeedHarness feed({"AUSDT"}, {.hosts = {}, .hasDeadlines = false});
        feed.goLive(100);
        feed.frame(notice);
        feed.runFor(1h);
        QCOMPARE(feed.opened(), std::size_t{1});
        QVERIFY(feed.state() == FeedState::Live);
    }

    void aReconnectByHandLeavesNeither()
    {
        Moving feed;
        feed.reconnect();
        QCOMPARE(feed.closed(), std::size_t{2});
        QCOMPARE(feed.opened(), std::size_t{3});
        feed.accept();
        QVERIFY(feed.state() == FeedState::Resyncing);
    }

    void tooManyAttemptsAreWaitedFor()
    {
        FeedHarness feed({"AUSDT"}, {.hosts = {}, .attempts = std::make_shared<RequestBudget>(2, 5min)});
        static_cast<void>(feed.session.start(feed.now));
        feed.lose(StreamId{1}, ErrorCode::ConnectionFailed);
        feed.runFor(500ms);
        feed.lose(StreamId{2}, ErrorCode::ConnectionFailed);
        feed.runFor(1s);
        QCOMPARE(feed.opened(), std::size_t{1});
        QVERIFY(feed.reason().find("too many attempts") != std::string::npos);
        QVERIFY(feed.book().status().retryAt == test::feedStart + 5min);
        feed.runFor(5min);
        QCOMPARE(feed.opened(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(FeedHandoverTest)
#include "feedhandovertest.moc"
