// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/feedharness.h"
#include "support/levels.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace touchline;
using namespace std::chrono_literals;
using test::depthFrame;
using test::FeedHarness;
using test::level;

namespace {

bool shows(const FeedView &view, std::uint64_t id, std::string_view bid, std::string_view bidQty)
{
    return view.book->updateId == id && !view.book->bids.empty() &&
           view.book->bids.front() == level(bid, bidQty);
}

} // namespace

class FeedSessionTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void startOpensOneConnectionForAllSymbols()
    {
        FeedHarness feed({"AUSDT", "BUSDT"}, {.hosts = {"http://r", "ws://w"}});
        const FeedActions actions = feed.session.start(feed.now);
        QCOMPARE(actions.size(), std::size_t{1});
        const auto url = std::get<OpenStream>(actions.front()).url;
        QVERIFY(url.starts_with("ws://w/stream?streams=ausdt@depth@100ms/"));
        QVERIFY(url.find("busdt@trade") != std::string::npos);
        QVERIFY(feed.state(1) == FeedState::Connecting);
        QVERIFY(!feed.session.hasBeenOpen());
    }

    void theFirstDeltaAsksForTheSnapshot()
    {
        FeedHarness feed({"AUSDT"}, {.hosts = {"http://r", "ws://w"}});
        feed.open();
        QVERIFY(feed.session.hasBeenOpen());
        QVERIFY(feed.state() == FeedState::Syncing);
        feed.runFor(100ms);
        QVERIFY(feed.fetches().empty());
        feed.frame(depthFrame("AUSDT", {101, 103}));
        QCOMPARE(feed.fetches().size(), std::size_t{1});
        QCOMPARE(feed.fetches()[0].symbol, std::string("AUSDT"));
        QCOMPARE(feed.fetches()[0].url, std::string("http://r/api/v3/depth?symbol=AUSDT&limit=5000"));
        feed.frame(depthFrame("AUSDT", {104, 104}));
        feed.runFor(1s);
        QCOMPARE(feed.fetches().size(), std::size_t{1});
        QVERIFY(feed.state() == FeedState::Syncing);
    }

    void aQuietSymbolIsFetchedAfterTheGraceTime()
    {
        FeedHarness feed;
        feed.open();
        feed.runFor(499ms);
        QVERIFY(feed.fetches().empty());
        feed.runFor(1ms);
        QCOMPARE(feed.fetches().size(), std::size_t{1});
        feed.answer(100);
        QVERIFY(feed.state() == FeedState::Live);
        feed.frame(depthFrame("AUSDT", {101, 101}, {{"10.5", "3"}}));
        QVERIFY(shows(feed.view(), 101, "10.5", "3"));
    }

    void theBufferIsPlayedOverTheSnapshot()
    {
        FeedHarness feed;
        feed.open();
        feed.frame(depthFrame("AUSDT", {99, 100}, {{"10.7", "9"}}));
        feed.frame(depthFrame("AUSDT", {101, 103}, {{"10.5", "3"}, {"9", "1"}}));
        feed.answer(100);
        QVERIFY(feed.state() == FeedState::Live);
        QVERIFY(feed.reason().empty());
        const FeedView view = feed.view();
        QVERIFY(shows(view, 103, "10.5", "3"));
        QCOMPARE(view.book->bidLevels, std::size_t{3});
        QVERIFY(view.book->receiveTime == feed.now);
        QVERIFY(view.integrity.completeId == 103);
        QCOMPARE(view.counters.stale, std::uint64_t{1});
        QCOMPARE(view.counters.deltas, std::uint64_t{1});
        QCOMPARE(view.counters.levels, std::uint64_t{2});
        QCOMPARE(view.counters.snapshots, std::uint64_t{1});
    }

    void aSnapshotOlderThanTheBufferIsFetchedAgain()
    {
        FeedHarness feed;
        feed.open();
        feed.frame(depthFrame("AUSDT", {101, 103}, {{"10.5", "3"}}));
        feed.answer(99);
        QVERIFY(feed.state() == FeedState::Syncing);
        QVERIFY(feed.view().book->bids.empty());
        QVERIFY(feed.book().status().retryAt.has_value());
        feed.runFor(500ms);
        QCOMPARE(feed.fetches().size(), std::size_t{2});
        QVERIFY(feed.fetches()[1].id != feed.fetches()[0].id);
        feed.answer(100);
        QVERIFY(feed.state() == FeedState::Live);
        QVERIFY(shows(feed.view(), 103, "10.5", "3"));
        QCOMPARE(feed.counters().resyncs, std::uint64_t{0});
    }

    void staleDeltasAreSkippedAndOverlapIsTaken()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.frame(depthFrame("AUSDT", {90, 100}, {{"10.9", "7"}}));
        QVERIFY(shows(feed.view(), 100, "10", "1"));
        QCOMPARE(feed.counters().stale, std::uint64_t{2});
        feed.frame(depthFrame("AUSDT", {95, 102}, {{"10.5", "3"}}));
        QVERIFY(shows(feed.view(), 102, "10.5", "3"));
        QVERIFY(feed.state() == FeedState::Live);
    }

    void aGapResyncsAndKeepsTheOldBookOnShow()
    {
        FeedHarness feed;
        feed.goLive(100);
        static_cast<void>(feed.view());
        feed.frame(depthFrame("AUSDT", {101, 101}, {{"10.5", "3"}}));
        feed.wait(1s);
        feed.frame(depthFrame("AUSDT", {103, 104}, {{"10.6", "4"}}));
        QVERIFY(feed.state() == FeedState::Resyncing);
        QCOMPARE(feed.reason(), std::string("sequence gap: updates 102 to 102 are missing"));
        const FeedView view = feed.view();
        QVERIFY(!view.status.isLive());
        QVERIFY(shows(view, 101, "10.5", "3"));
        QVERIFY(view.status.since == feed.now);
        QCOMPARE(view.counters.gaps, std::uint64_t{1});
        QCOMPARE(view.counters.resyncs, std::uint64_t{1});
    }

    void aGapIsHealedByOneSnapshot()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.frame(depthFrame("AUSDT", {103, 104}, {{"10.6", "4"}}));
        feed.runFor(500ms);
        QCOMPARE(feed.fetches().size(), std::size_t{2});
        feed.frame(depthFrame("AUSDT", {105, 105}, {{"10.7", "5"}}));
        feed.answer(103);
        QVERIFY(feed.state() == FeedState::Live);
        QVERIFY(shows(feed.view(), 105, "10.7", "5"));
        QCOMPARE(feed.counters().gaps, std::uint64_t{1});
    }

    void aGapAfterACalmTimeIsHealedAtOnce()
    {
        FeedHarness feed;
        feed.goLive(100);
        for (std::uint64_t id = 101; id <= 107; ++id) {
            feed.wait(5s);
            feed.frame(depthFrame("AUSDT", {id, id}));
        }
        feed.frame(depthFrame("AUSDT", {109, 109}));
        QCOMPARE(feed.fetches().size(), std::size_t{2});
    }

    void repeatedGapsWaitLongerAndLonger()
    {
        FeedHarness feed;
        feed.goLive(100);
        std::uint64_t id = 100;
        Duration longest{};
        for (int gap = 0; gap < 6; ++gap) {
            id += 2;
            feed.frame(depthFrame("AUSDT", {id, id}));
            const Duration waits = *feed.book().snapshotDueAt() - feed.now;
            QVERIFY(waits >= 250ms && waits <= 8s);
            longest = std::max(longest, waits);
            feed.runUntil(*feed.book().snapshotDueAt());
            feed.answer(id);
            QVERIFY(feed.state() == FeedState::Live);
        }
        QVERIFY(longest == 8s);
    }

    void aGapInsideTheBufferIsNoticed()
    {
        FeedHarness feed;
        feed.open();
        feed.frame(depthFrame("AUSDT", {101, 101}));
        feed.frame(depthFrame("AUSDT", {103, 103}, {{"10.5", "3"}}));
        feed.answer(100);
        QVERIFY(feed.state() == FeedState::Resyncing);
        QVERIFY(feed.view().book->bids.empty());
        feed.runFor(1s);
        feed.answer(103);
        QVERIFY(feed.state() == FeedState::Live);
        QVERIFY(feed.view().book->updateId == 103);
    }

    void crossedLevelsAreNeverShown()
    {
        FeedHarness feed;
        feed.goLive(100);
        QVERIFY(shows(feed.view(), 100, "10", "1"));
        feed.frame(depthFrame("AUSDT", {101, 101}, {{"12", "1"}}));
        QVERIFY(feed.state() == FeedState::Resyncing);
        QVERIFY(feed.reason().starts_with("crossed book"));
        QVERIFY(shows(feed.view(), 100, "10", "1"));
        QCOMPARE(feed.counters().gaps, std::uint64_t{0});
        QCOMPARE(feed.counters().resyncs, std::uint64_t{1});
        feed.runFor(500ms);
        feed.answer(101);
        QVERIFY(feed.state() == FeedState::Live);
        QVERIFY(shows(feed.view(), 101, "10", "1"));
    }

    void aCrossedSnapshotIsNotShown()
    {
        FeedHarness feed;
        feed.goLive(100);
        static_cast<void>(feed.view());
        feed.frame(depthFrame("AUSDT", {105, 105}));
        feed.runFor(500ms);
        feed.reply(feed.fetches().back().id, 200, test::snapshotBody(105, {{"12", "1"}}, {{"11", "1"}}));
        QVERIFY(feed.state() == FeedState::Resyncing);
        QVERIFY(shows(feed.view(), 100, "10", "1"));
    }

    void aMalformedFrameResyncs()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.frame(depthFrame("AUSDT", {101, 101}, {{"10.5", "3"}}));
        feed.frame("{\"e\":\"depth");
        QVERIFY(feed.state() == FeedState::Resyncing);
        QVERIFY(feed.reason().starts_with("bad JSON"));
        QVERIFY(feed.view().status.state == FeedState::Resyncing);
        QCOMPARE(feed.session.malformedFrames(), std::uint64_t{1});
        QCOMPARE(feed.counters().malformed, std::uint64_t{1});
        feed.runFor(500ms);
        feed.answer(102);
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.counters().gaps, std::uint64_t{0});
    }

    void aMalformedFrameMayHaveConcernedAnySymbol()
    {
        FeedHarness feed({"AUSDT", "BUSDT"});
        feed.goLive(100);
        feed.frame("?");
        QVERIFY(feed.state(0) == FeedState::Resyncing);
        QVERIFY(feed.state(1) == FeedState::Resyncing);
    }

    void theLastGoodBookStaysAfterAMalformedFrame()
    {
        FeedHarness feed;
        feed.goLive(100);
        static_cast<void>(feed.view());
        feed.frame(depthFrame("AUSDT", {101, 101}, {{"10.5", "3"}}));
        feed.frame("?");
        QVERIFY(shows(feed.view(), 101, "10.5", "3"));
    }

    void aSnapshotAskedBeforeAMalformedFrameIsNotUsed()
    {
        FeedHarness feed;
        feed.open();
        feed.frame(depthFrame("AUSDT", {101, 101}));
        feed.frame("?");
        feed.answer(101);
        QVERIFY(feed.state() == FeedState::Resyncing);
        feed.runFor(500ms);
        QCOMPARE(feed.fetches().size(), std::size_t{2});
        feed.answer(102);
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.counters().dropped, std::uint64_t{1});
    }

    void anUnreadableSnapshotIsFetchedAgain()
    {
        FeedHarness feed;
        feed.open();
        feed.frame(depthFrame("AUSDT", {101, 101}));
        feed.reply(feed.fetches().back().id, 200, "<html>");
        QVERIFY(feed.state() == FeedState::Syncing);
        QVERIFY(feed.reason().starts_with("the snapshot cannot be used"));
        feed.runFor(500ms);
        feed.answer(100);
        QVERIFY(feed.state() == FeedState::Live);
    }

    void oneSymbolsGapLeavesTheOthersAlone()
    {
        FeedHarness feed({"AUSDT", "BUSDT"});
        feed.goLive(100);
        feed.frame(depthFrame("BUSDT", {103, 103}));
        QVERIFY(feed.state(0) == FeedState::Live);
        QVERIFY(feed.state(1) == FeedState::Resyncing);
        feed.frame(depthFrame("AUSDT", {101, 101}, {{"10.5", "3"}}));
        QVERIFY(shows(feed.view(0), 101, "10.5", "3"));
        QCOMPARE(feed.counters(0).gaps, std::uint64_t{0});
        feed.runFor(500ms);
        QCOMPARE(feed.fetches().back().symbol, std::string("BUSDT"));
        feed.answer(103, "BUSDT");
        QVERIFY(feed.state(1) == FeedState::Live);
        QCOMPARE(feed.counters(0).snapshots, std::uint64_t{1});
    }

    void fetchesTakeTurns()
    {
        FeedHarness feed({"AUSDT", "BUSDT", "CUSDT"}, {.hosts = {}, .maxFetches = 2});
        feed.open();
        feed.runFor(1s);
        QCOMPARE(feed.fetches().size(), std::size_t{2});
        feed.answer(100, "AUSDT");
        QCOMPARE(feed.fetches().size(), std::size_t{3});
        QCOMPARE(feed.fetches().back().symbol, std::string("CUSDT"));
    }

    void foreignSymbolsAreCountedAndHarmless()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.frame(depthFrame("XUSDT", {900, 901}));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.session.foreignFrames(), std::uint64_t{1});
        QCOMPARE(feed.session.malformedFrames(), std::uint64_t{0});
    }

    void aRecordingAddsItsSymbols()
    {
        FeedHarness feed({}, {.hosts = {}, .acceptsNewSymbols = true});
        feed.open();
        feed.frame(depthFrame("NEWUSDT", {101, 101}));
        QCOMPARE(feed.session.bookCount(), std::size_t{1});
        feed.answer(100, "NEWUSDT");
        QVERIFY(feed.state() == FeedState::Live);
    }
};

QTEST_APPLESS_MAIN(FeedSessionTest)
#include "feedsessiontest.moc"
