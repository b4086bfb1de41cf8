// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/spreadhistory.h"

#include "book/depth.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

namespace {

// Starts on a boundary of every bucket width.
constexpr Instant start = Instant::fromMillis(1'772'443'800'000);

FeedView liveView(Duration at, std::int64_t bid, std::int64_t ask)
{
    FeedView view;
    view.exchange = "demo";
    view.instrument = std::make_shared<const Instrument>(bareInstrument("BTCUSDT"));
    view.status = FeedStatus{FeedState::Live, std::string(), start, std::nullopt};
    BookView book;
    book.bids = {Level{Price(bid), Qty(1)}};
    book.asks = {Level{Price(ask), Qty(1)}};
    view.book = std::make_shared<const BookView>(std::move(book));
    view.takenAt = start + at;
    return view;
}

FeedView brokenView(Duration at, FeedState state, std::string reason, Duration since)
{
    FeedView view = liveView(at, 100, 110);
    view.status = FeedStatus{state, std::move(reason), start + since, std::nullopt};
    return view;
}

FeedView liveSince(FeedView view, Duration since)
{
    view.status.since = start + since;
    return view;
}

} // namespace

class SpreadHistoryTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aBucketHoldsLowestHighestAndLast()
    {
        SpreadHistory history;
        history.add(liveView(10ms, 100, 110));
        history.add(liveView(20ms, 100, 140));
        history.add(liveView(30ms, 100, 103));
        history.add(liveView(40ms, 100, 120));
        const auto &buckets = history.buckets(SpreadWindow::Minute1);
        QCOMPARE(buckets.size(), std::size_t{1});
        QVERIFY((buckets.back().spread == Extremes{3, 40, 20}));
        QVERIFY((buckets.back().mid == Extremes{1015, 1200, 1100}));
        QCOMPARE(buckets.back().lastAt, start + 40ms);
    }

    void theValueAtTheStartOfABucketCounts()
    {
        SpreadHistory history;
        history.add(liveView(0ms, 100, 150));
        history.add(liveView(130ms, 100, 110));
        QVERIFY((history.buckets(SpreadWindow::Minute1).back().spread == Extremes{10, 50, 10}));
    }

    void extremesOfUnseenViewsSurvive()
    {
        SpreadHistory history;
        FeedView unseen = liveView(10ms, 100, 190);
        unseen.spreadRange = SpreadRange{Price(90), Price(95)};
        FeedView newer = liveView(20ms, 100, 110);
        newer.spreadRange = SpreadRange{Price(2), Price(12)};
        inheritUnseen(newer, std::move(unseen));
        history.add(newer);
        for (const SpreadWindow window : spreadWindows)
            QVERIFY((history.buckets(window).back().spread == Extremes{2, 95, 10}));
    }

    void quietTimeIsFilledWithWhatHeld()
    {
        SpreadHistory history;
        history.add(liveView(0ms, 100, 110));
        history.add(liveView(550ms, 100, 130));
        const auto &buckets = history.buckets(SpreadWindow::Minute1);
        QCOMPARE(buckets.size(), std::size_t{6});
        for (std::size_t i = 0; i < 5; ++i)
            QCOMPARE(buckets[i].spread, (Extremes{10, 10, 10}));
        QCOMPARE(buckets[5].spread, (Extremes{10, 30, 30}));
    }

    void keepsNoMoreThanAChartCanShow()
    {
        SpreadHistory history;
        for (int i = 0; i < 40'000; ++i)
            history.add(liveView(i * 150ms, 100, 110 + i % 7));
        for (const SpreadWindow window : spreadWindows)
            QCOMPARE(history.buckets(window).size(), std::size_t{bucketsPerWindow});
    }

    void aSpikeIsInEveryWindowThatReachesBackToIt()
    {
        SpreadHistory history;
        for (int i = 0; i < 4000; ++i)
            history.add(liveView(i * 100ms, 100, i == 1000 ? 900 : 110));
        const auto highest = [&history](SpreadWindow window) {
            std::int64_t found = 0;
            for (const SpreadBucket &bucket : history.buckets(window))
                found = std::max(found, bucket.spread.highest);
            return found;
        };
        QCOMPARE(highest(SpreadWindow::Minute1), 10);
        QCOMPARE(highest(SpreadWindow::Minutes5), 800);
        QCOMPARE(highest(SpreadWindow::Minutes60), 800);
    }

    void aGapHasItsTimesAndCause()
    {
        SpreadHistory history;
        history.add(liveView(0ms, 100, 110));
        history.add(brokenView(1000ms, FeedState::Reconnecting, "the connection was closed", 900ms));
        QVERIFY(history.isInGap());
        history.add(brokenView(2000ms, FeedState::Connecting, "opening", 1900ms));
        history.add(brokenView(2500ms, FeedState::Syncing, "", 2400ms));
        history.add(liveSince(liveView(3100ms, 100, 110), 3000ms));
        QVERIFY(!history.isInGap());
        QCOMPARE(history.gaps().size(), std::size_t{1});
        const FeedGap &gap = history.gaps().front();
        QCOMPARE(gap.from, start + 900ms);
        QCOMPARE(*gap.until, start + 3000ms);
        QCOMPARE(gap.state, FeedState::Reconnecting);
        QCOMPARE(gap.reason, std::string("the connection was closed"));
    }

    void aGapThatLastsHasTheStateOfNow()
    {
        SpreadHistory history;
        history.add(liveView(0ms, 100, 110));
        history.add(brokenView(1000ms, FeedState::Reconnecting, "the connection was closed", 900ms));
        history.add(brokenView(2000ms, FeedState::Resyncing, "update 7 is missing", 1900ms));
        QCOMPARE(history.gaps().front().state, FeedState::Resyncing);
        QCOMPARE(history.gaps().front().reason, std::string("update 7 is missing"));
    }

    void theBlankBeforeTheFirstViewIsNoGap()
    {
        SpreadHistory history;
        FeedView blank;
        blank.exchange = "demo";
        blank.instrument = std::make_shared<const Instrument>(bareInstrument("BTCUSDT"));
        history.add(blank);
        history.add(liveView(10ms, 100, 110));
        QVERIFY(history.gaps().empty());
    }

    void noBucketFillsAGap()
    {
        SpreadHistory history;
        history.add(liveView(0ms, 100, 110));
        history.add(brokenView(300ms, FeedState::Resyncing, "update 7 is missing", 250ms));
        history.add(liveSince(liveView(1000ms, 100, 120), 990ms));
        const auto &buckets = history.buckets(SpreadWindow::Minute1);
        // Slices 0 to 2 until the gap, then slice 10.
        QCOMPARE(buckets.size(), std::size_t{4});
        QCOMPARE(buckets[2].lastAt, start + 250ms);
        QVERIFY(!buckets[2].isAfterGap);
        QVERIFY(buckets[3].isAfterGap);
        QCOMPARE(buckets[3].spread, (Extremes{20, 20, 20}));
    }

    void whatHappenedBeforeAGapIsNotLost()
    {
        SpreadHistory history;
        history.add(liveView(0ms, 100, 110));
        FeedView broken = brokenView(50ms, FeedState::Stale, "silence", 40ms);
        broken.spreadRange = SpreadRange{Price(4), Price(77)};
        history.add(broken);
        QCOMPARE(history.buckets(SpreadWindow::Minute1).back().spread, (Extremes{4, 77, 10}));
    }

    void aGapBetweenTwoViewsIsNoticed()
    {
        SpreadHistory history;
        history.add(liveView(0ms, 100, 110));
        FeedView again = liveSince(liveView(500ms, 100, 110), 400ms);
        again.counters.resyncs = 1;
        history.add(again);
        QCOMPARE(history.gaps().size(), std::size_t{1});
        QCOMPARE(history.gaps().front().from, start);
        QCOMPARE(*history.gaps().front().until, start + 400ms);
        QCOMPARE(history.gaps().front().state, FeedState::Resyncing);
        QVERIFY(history.buckets(SpreadWindow::Minute1).back().isAfterGap);
    }

    void aBookWithOneSideIsAGapToo()
    {
        SpreadHistory history;
        history.add(liveView(0ms, 100, 110));
        FeedView oneSided = liveView(100ms, 100, 110);
        BookView bidsOnly = *oneSided.book;
        bidsOnly.asks.clear();
        oneSided.book = std::make_shared<const BookView>(std::move(bidsOnly));
        history.add(oneSided);
        history.add(liveView(200ms, 100, 110));
        QCOMPARE(history.gaps().size(), std::size_t{1});
        QCOMPARE(history.gaps().front().state, FeedState::Live);
        QCOMPARE(*history.gaps().front().until, start + 200ms);
    }

    void anotherSymbolStartsANewHistory()
    {
        SpreadHistory history;
        history.add(liveView(0ms, 100, 110));
        history.add(brokenView(100ms, FeedState::Stale, "silence", 90ms));
        FeedView other = liveView(200ms, 500, 501);
        other.instrument = std::make_shared<const Instrument>(bareInstrument("ETHUSDT"));
        history.add(other);
        QVERIFY(history.gaps().empty());
        QCOMPARE(history.buckets(SpreadWindow::Minute1).size(), std::size_t{1});
        QCOMPARE(history.buckets(SpreadWindow::Minute1).front().spread.last, 1);
    }

    void aRecordingThatStartsAgainStartsANewHistory()
    {
        SpreadHistory history;
        history.add(liveView(10s, 100, 110));
        history.add(liveView(0s, 100, 120));
        QCOMPARE(history.buckets(SpreadWindow::Minute1).size(), std::size_t{1});
        QCOMPARE(*history.now(), start);
    }

    void aClockThatStepsBackALittleDoesNot()
    {
        SpreadHistory history;
        history.add(liveView(1000ms, 100, 110));
        history.add(liveView(900ms, 100, 130));
        QCOMPARE(*history.now(), start + 1000ms);
        QCOMPARE(history.buckets(SpreadWindow::Minute1).back().spread, (Extremes{10, 30, 30}));
    }

    void oldGapsAreForgotten()
    {
        SpreadHistory history;
        history.add(liveView(0ms, 100, 110));
        history.add(brokenView(1s, FeedState::Stale, "silence", 1s));
        history.add(liveSince(liveView(2s, 100, 110), 2s));
        history.add(liveSince(liveView(59min, 100, 110), 2s));
        QCOMPARE(history.gaps().size(), std::size_t{1});
        history.add(liveSince(liveView(61min, 100, 110), 2s));
        QVERIFY(history.gaps().empty());
    }
};

QTEST_GUILESS_MAIN(SpreadHistoryTest)
#include "spreadhistorytest.moc"
