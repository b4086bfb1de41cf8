// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/performance.h"

#include "support/feedharness.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;
using test::depthFrame;
using test::FeedHarness;

namespace {

/// A clock that goes on by 10 ns each time it is read.
std::int64_t tenMore()
{
    static std::int64_t now = 1'000;
    return now += 10;
}

SessionOptions timed()
{
    SessionOptions options;
    options.steadyNanos = tenMore;
    return options;
}

PerformanceView performanceOf(FeedHarness &feed)
{
    FeedSession *const sessions[] = {&feed.session};
    return takePerformance(sessions, {}, feed.now);
}

} // namespace

/// What a session tells of itself: times of messages and pictures, totals, queues, and spans between two.
class PerformanceTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void everyMessageIsTimedStageByStage()
    {
        FeedHarness feed({"AUSDT"}, timed());
        feed.goLive();
        const std::uint64_t before = feed.session.frames();
        feed.frame(depthFrame("AUSDT", {101, 101}));
        feed.frame(test::tradeFrame("AUSDT", "10"));
        const auto &stages = feed.session.timings().stages;
        for (const Stage stage : {Stage::Decode, Stage::Apply, Stage::Processing})
            QCOMPARE(stages.of(stage).count(), before + 2);
        QCOMPARE(stages.of(Stage::Decode).max(), std::int64_t{10});
        QCOMPARE(stages.of(Stage::Apply).max(), std::int64_t{10});
        QCOMPARE(stages.of(Stage::Processing).max(), std::int64_t{20});
    }

    void aMessageThatWaitedBehindOthersSaysHowLong()
    {
        FeedHarness feed({"AUSDT"}, timed());
        feed.goLive();
        const std::int64_t received = tenMore();
        for (int i = 0; i < 7; ++i)
            static_cast<void>(tenMore());
        static_cast<void>(
            feed.session.onFrame(feed.session.stream(), depthFrame("AUSDT", {101, 101}), feed.now, received));
        QCOMPARE(feed.session.timings().stages.of(Stage::Queue).max(), std::int64_t{80});
        QCOMPARE(feed.session.timings().stages.of(Stage::Decode).max(), std::int64_t{10});
    }

    void aMalformedMessageIsDecodedAndNothingElse()
    {
        FeedHarness feed({"AUSDT"}, timed());
        feed.open();
        feed.frame("?");
        const auto &stages = feed.session.timings().stages;
        QCOMPARE(stages.of(Stage::Decode).count(), std::uint64_t{1});
        QCOMPARE(stages.of(Stage::Processing).count(), std::uint64_t{1});
        QCOMPARE(stages.of(Stage::Apply).count(), std::uint64_t{0});
    }

    void withoutAClockNothingIsTimed()
    {
        FeedHarness feed;
        feed.goLive();
        feed.frame(depthFrame("AUSDT", {101, 101}));
        QCOMPARE(feed.session.timings().stages.of(Stage::Decode).count(), std::uint64_t{0});
        QVERIFY(!feed.view().times.isOfMessage());
    }

    void aPictureCarriesTheTimesOfItsOldestMessage()
    {
        FeedHarness feed({"AUSDT"}, timed());
        feed.goLive();
        static_cast<void>(feed.view());
        feed.frame(depthFrame("AUSDT", {101, 101}));
        const std::int64_t first = tenMore() - 10;
        feed.frame(depthFrame("AUSDT", {102, 102}));
        QCOMPARE(feed.view().times.applied, first);
        QVERIFY(!feed.view().times.isOfMessage());
    }

    void aPictureThatReplacesAnUnseenOneKeepsTheOlderTimes()
    {
        FeedView newer;
        newer.times.begun = 500;
        FeedView unseen;
        unseen.times.begun = 300;
        inheritUnseen(newer, std::move(unseen));
        QCOMPARE(newer.times.begun, std::int64_t{300});
        inheritUnseen(newer, FeedView());
        QCOMPARE(newer.times.begun, std::int64_t{300});
    }

    void delaysAreThoseBetweenTheTwoClocks()
    {
        FeedHarness feed({"AUSDT"}, timed());
        feed.goLive();
        const auto before = feed.session.timings().stages.of(Stage::Transit).count();
        // The frame was made at feedStart.
        feed.now = test::feedStart + 40ms;
        feed.frame(depthFrame("AUSDT", {101, 101}));
        QCOMPARE(feed.session.timings().stages.of(Stage::Transit).count(), before + 1);
        QCOMPARE(feed.session.timings().stages.of(Stage::Transit).max(), std::int64_t{40'000'000});
        // Our clock is behind the venue's: no delay of anything, and never a zero among the delays.
        feed.now = test::feedStart + -25ms;
        feed.frame(depthFrame("AUSDT", {102, 102}));
        QCOMPARE(feed.session.timings().stages.of(Stage::Transit).count(), before + 1);
        QCOMPARE(feed.session.timings().skew.atLeast().count(), Duration(25ms).count());
        QCOMPARE(feed.session.timings().skew.negativeDelays(), std::uint64_t{1});
    }

    void totalsAndQueuesAreThoseOfAllBooks()
    {
        FeedHarness feed({"AUSDT", "BUSDT"});
        feed.open();
        feed.frame(depthFrame("AUSDT", {101, 101}));
        feed.frame(depthFrame("BUSDT", {101, 101}));
        feed.frame(depthFrame("BUSDT", {102, 102}));
        const PerformanceView waiting = performanceOf(feed);
        QCOMPARE(waiting.books, std::uint64_t{2});
        QCOMPARE(waiting.messages, std::uint64_t{3});
        QCOMPARE(waiting.bytes, feed.session.bytes());
        QCOMPARE(waiting.queues.bufferedUpdates, std::uint64_t{3});
        QCOMPARE(waiting.queues.snapshotsUnderWay, std::uint64_t{2});
        feed.answer(100, "AUSDT");
        feed.answer(100, "BUSDT");
        const PerformanceView live = performanceOf(feed);
        QCOMPARE(live.counters.deltas, std::uint64_t{3});
        QCOMPARE(live.queues.bufferedUpdates, std::uint64_t{0});
        QCOMPARE(live.queues.snapshotsUnderWay, std::uint64_t{0});
    }

    void aSpanIsWhatHappenedBetweenTwoPictures()
    {
        FeedHarness feed({"AUSDT"}, timed());
        feed.goLive();
        const PerformanceView before = performanceOf(feed);
        feed.wait(2s);
        for (std::uint64_t id = 101; id <= 110; ++id)
            feed.frame(depthFrame("AUSDT", {id, id}, {{"10.00", "3"}, {"9.00", "1"}}));
        const PerformanceSpan span(before, performanceOf(feed));
        QCOMPARE(span.seconds, 2.0);
        QCOMPARE(span.messages, std::uint64_t{10});
        QCOMPARE(span.perSecond(span.messages), 5.0);
        QCOMPARE(span.perSecond(span.counters.levels), 10.0);
        QCOMPARE(span.stages->of(Stage::Apply).count(), std::uint64_t{10});
    }

    void aSpanNeverMixesTwoSources()
    {
        FeedHarness first({"AUSDT"}, timed());
        first.goLive();
        FeedHarness second({"AUSDT"}, timed());
        second.goLive();
        second.frame(depthFrame("AUSDT", {101, 101}));
        PerformanceView now = performanceOf(second);
        now.selection = 2;
        const PerformanceSpan span(performanceOf(first), now);
        QCOMPARE(span.messages, now.messages);
        QCOMPARE(span.perSecond(span.messages), 0.0);
        QCOMPARE(span.stages->of(Stage::Decode).count(), now.messages);
    }

    void theWindowsStagesAreAdded()
    {
        FeedHarness feed({"AUSDT"}, timed());
        feed.goLive();
        PerformanceView view = performanceOf(feed);
        LatencyWaterfall window;
        window.record(Stage::Frame, 7);
        addStages(view, window);
        QCOMPARE(view.stages->of(Stage::Frame).count(), std::uint64_t{1});
        QCOMPARE(view.stages->of(Stage::Decode).count(), feed.session.frames());
    }
};

QTEST_APPLESS_MAIN(PerformanceTest)
#include "performancetest.moc"
