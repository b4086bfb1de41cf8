// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/bookfeed.h"

#include "support/levels.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;
using test::delta;
using test::level;
using test::snapshot;

namespace {

constexpr Instant start = Instant::fromMillis(1'770'000'000'000);

struct LiveFeed {
    BookFeed feed{{"demo", true}, bareInstrument("AUSDT"), 1};

    LiveFeed()
    {
        feed.onConnecting(start);
        feed.onStreamOpened(start);
        feed.onSnapshotRequested();
        feed.onSnapshot(snapshot(100, {level(10, 1)}, {level(14, 2)}), 0, start);
    }
};

} // namespace

class BookFeedTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aViewHoldsTheBestLevelsAndCountsAll()
    {
        LiveFeed live;
        live.feed.onDepth(delta(101, 101, {level(9, 1), level(8, 1)}, {level(15, 3)}), start + 1s);
        const FeedView view = live.feed.takeView(2, start + 2s);
        QVERIFY(view.book->bids == (std::vector{level(10, 1), level(9, 1)}));
        QVERIFY(view.book->asks == (std::vector{level(14, 2), level(15, 3)}));
        QCOMPARE(view.book->bidLevels, std::size_t{3});
        QCOMPARE(view.book->askLevels, std::size_t{2});
        QCOMPARE(view.exchange, std::string("demo"));
        QVERIFY(view.isDemo);
        QCOMPARE(view.instrument->symbol, std::string("AUSDT"));
        QVERIFY(view.takenAt == start + 2s);
        QVERIFY(view.book->receiveTime == start + 1s);
        QVERIFY(view.integrity.completeAt == start + 1s);
    }

    void viewsOfTheSameBookShareIt()
    {
        LiveFeed live;
        const FeedView first = live.feed.takeView(2, start);
        live.feed.onTrade(Trade{Price(11), Qty(1), Aggressor::Buyer, {}});
        QCOMPARE(live.feed.takeView(2, start).book, first.book);
        live.feed.onDepth(delta(101, 101, {level(9, 1)}), start);
        QVERIFY(live.feed.takeView(2, start).book != first.book);
        QCOMPARE(first.book->updateId, std::uint64_t{100});
    }

    void anotherScopeOfTheSameBookIsBuiltAnew()
    {
        LiveFeed live;
        live.feed.onDepth(delta(101, 101, {level(9, 1), level(8, 1)}), start);
        QCOMPARE(live.feed.takeView(1, start).book->bids.size(), std::size_t{1});
        QCOMPARE(live.feed.takeView(3, start).book->bids.size(), std::size_t{3});
    }

    void aBookThatIsNoLongerFollowedIsKeptWhole()
    {
        LiveFeed live;
        live.feed.onDepth(delta(101, 101, {level(9, 1), level(8, 1)}), start);
        QVERIFY(!live.feed.takeView(1, start).book->isDeep());
        live.feed.onStreamClosed("gone", start + 1s, start);
        const FeedView kept = live.feed.takeView(1, start);
        QVERIFY(kept.book->isDeep());
        QVERIFY(kept.book->bids == (std::vector{level(10, 1), level(9, 1), level(8, 1)}));
        QCOMPARE(kept.book->updateId, std::uint64_t{101});
    }

    void aGapKeepsTheWholeBookBeforeIt()
    {
        LiveFeed live;
        live.feed.onDepth(delta(101, 101, {level(9, 1)}), start);
        static_cast<void>(live.feed.takeView(1, start));
        live.feed.onDepth(delta(105, 105, {level(9, 7)}), start);
        const FeedView kept = live.feed.takeView(1, start);
        QVERIFY(!kept.status.isLive());
        QVERIFY(kept.book->bids == (std::vector{level(10, 1), level(9, 1)}));
    }

    void aViewKeepsTheSpreadRangeSinceTheLast()
    {
        LiveFeed live;
        static_cast<void>(live.feed.takeView(1, start));
        live.feed.onDepth(delta(101, 101, {level(13, 1)}), start);
        live.feed.onDepth(delta(102, 102, {level(13, 0), level(10, 0), level(5, 1)}), start);
        live.feed.onDepth(delta(103, 103, {level(10, 1)}), start);
        const FeedView view = live.feed.takeView(1, start);
        QVERIFY(view.spreadRange.has_value());
        QCOMPARE(view.spreadRange->lowest.raw(), std::int64_t{1});
        QCOMPARE(view.spreadRange->highest.raw(), std::int64_t{9});
        QVERIFY(!live.feed.takeView(1, start).spreadRange);
    }

    void tradesAreHandedOutOnceAndBounded()
    {
        LiveFeed live;
        for (int i = 1; i <= 300; ++i)
            live.feed.onTrade(Trade{Price(i), Qty(1), Aggressor::Buyer, {}});
        const FeedView view = live.feed.takeView(1, start);
        QCOMPARE(view.trades.size(), std::size_t{256});
        QCOMPARE(view.trades.front().price.raw(), std::int64_t{45});
        QCOMPARE(view.trades.back().price.raw(), std::int64_t{300});
        QCOMPARE(view.counters.trades, std::uint64_t{300});
        const FeedView next = live.feed.takeView(1, start);
        QVERIFY(next.trades.empty());
        QVERIFY(next.lastTrade == view.trades.back());
    }

    void aWrongIdDoesNotSilenceTheTradesAfterIt()
    {
        LiveFeed live;
        const auto trade = [](std::uint64_t id, Duration after) {
            return Trade{Price(11), Qty(1), Aggressor::Buyer, start + after, id};
        };
        live.feed.onTrade(trade(900'000, 1s));
        live.feed.onTrade(trade(8, 2s));
        live.feed.onTrade(trade(8, 2s));
        live.feed.onTrade(trade(7, 1s));
        live.feed.onTrade(trade(9, 2s));
        const FeedView view = live.feed.takeView(1, start);
        QCOMPARE(view.counters.trades, std::uint64_t{3});
        QCOMPARE(view.counters.stale, std::uint64_t{2});
        QCOMPARE(view.lastTrade->id, std::uint64_t{9});
    }

    void aQuoteIsShownBesideTheBook()
    {
        LiveFeed live;
        live.feed.onQuote(Quote{105, Touch{level(11, 1), level(13, 1)}}, start);
        const FeedView view = live.feed.takeView(1, start);
        QCOMPARE(view.quote->updateId, std::uint64_t{105});
        QVERIFY(view.book->bids.front() == level(10, 1));
    }

    void aSecondSnapshotDoesNotTouchALiveBook()
    {
        LiveFeed live;
        live.feed.onSnapshot(snapshot(90, {level(1, 1)}, {}), 0, start);
        QCOMPARE(live.feed.updateId(), std::uint64_t{100});
        QVERIFY(live.feed.status().isLive());
        QCOMPARE(live.feed.counters().snapshots, std::uint64_t{1});
    }

    void aFailedSnapshotDoesNotTouchALiveBook()
    {
        LiveFeed live;
        live.feed.onSnapshotFailed("too late", start, start);
        QVERIFY(live.feed.status().reason.empty());
        QVERIFY(!live.feed.snapshotDueAt());
    }

    void aFailedFeedStaysFailed()
    {
        LiveFeed live;
        live.feed.onFailed("no such symbol", start);
        live.feed.onDepth(delta(101, 101), start);
        live.feed.onSnapshot(snapshot(200), 0, start);
        live.feed.onMalformedFrame(Error{ErrorCode::BadJson, "x"}, start);
        QVERIFY(live.feed.status().state == FeedState::Failed);
        QCOMPARE(live.feed.status().reason, std::string("no such symbol"));
        QVERIFY(!live.feed.snapshotDueAt());
    }

    void aFullBufferIsDroppedAndCounted()
    {
        BookFeed feed({"demo", true}, bareInstrument("AUSDT"), 1);
        feed.onStreamOpened(start);
        for (std::uint64_t id = 1; id <= 4097; ++id)
            feed.onDepth(delta(id, id), start);
        QVERIFY(feed.status().state == FeedState::Resyncing);
        QCOMPARE(feed.counters().dropped, std::uint64_t{4097});
        QVERIFY(feed.snapshotDueAt().has_value());
        feed.onSnapshot(snapshot(4097), 0, start);
        QVERIFY(feed.status().isLive());
    }

    void onlyALiveBookBecomesStale()
    {
        LiveFeed live;
        QVERIFY(live.feed.quietSince() == start);
        live.feed.onStale(start + 30s);
        QVERIFY(!live.feed.quietSince());
        live.feed.onFrame(10, start + 31s);
        QVERIFY(live.feed.quietSince() == start + 31s);
        live.feed.onStreamClosed("gone", start + 33s, start + 32s);
        QVERIFY(!live.feed.quietSince());
    }

    /// Or the link would be given up for an audit that nobody judges any more.
    void anAuditThatEndsLeavesNobodyBehind()
    {
        LiveFeed live;
        live.feed.onAuditRequested(start);
        live.feed.onAuditSnapshot(snapshot(200, {level(10, 1)}, {level(14, 2)}), 0, start + 1s);
        QVERIFY(live.feed.behindSince() == start + 1s);
        live.feed.onAuditFailed();
        QVERIFY(!live.feed.behindSince());
    }

    void sinceIsWhenTheStateBegan()
    {
        LiveFeed live;
        live.feed.onStreamClosed("gone", start + 9s, start + 5s);
        live.feed.onConnecting(start + 9s);
        QVERIFY(live.feed.status().since == start + 5s);
        QVERIFY(!live.feed.status().retryAt);
        QCOMPARE(live.feed.status().reason, std::string("gone"));
    }

    void notLiveSinceGoesThroughAllStatesThatAreNot()
    {
        LiveFeed live;
        QVERIFY(!live.feed.status().notLiveSince);
        live.feed.onStale(start + 3s);
        live.feed.onStreamClosed("gone", start + 9s, start + 5s);
        live.feed.onConnecting(start + 9s);
        live.feed.onStreamOpened(start + 10s);
        QVERIFY(live.feed.takeView(2, start + 11s).status.notLiveSince == start + 3s);
        live.feed.onSnapshot(snapshot(200, {level(10, 1)}, {level(14, 2)}), 0, start + 12s);
        QVERIFY(live.feed.status().isLive());
        QVERIFY(!live.feed.status().notLiveSince);
    }

    void aBookThatWasNeverLiveIsNotSinceItWasAskedFor()
    {
        BookFeed feed({"demo", true}, bareInstrument("AUSDT"), 1);
        feed.onAsked(start);
        feed.onConnecting(start + 20s);
        feed.onStreamClosed("refused", start + 22s, start + 21s);
        feed.onConnecting(start + 22s);
        QVERIFY(feed.status().notLiveSince == start);
        QVERIFY(feed.status().since == start + 21s);
    }

    void aConnectionThatOpensBringsNoData()
    {
        LiveFeed live;
        live.feed.onFrame(10, start + 1s);
        live.feed.onStreamClosed("gone", start + 5s, start + 4s);
        live.feed.onStreamOpened(start + 9s);
        QVERIFY(live.feed.takeView(2, start + 9s).lastFrameAt == start + 1s);
        live.feed.onFrame(10, start + 9s + 100ms);
        QVERIFY2(live.feed.usualQuiet() < 2s, "the time without a connection is no quiet of the market");
    }

    void afterItsEndABookIsNotLiveButWholeAndUnbroken()
    {
        LiveFeed live;
        live.feed.onEnded("the recording was played to its end", start + 5s);
        const FeedView view = live.feed.takeView(2, start + 5s);
        QVERIFY(view.status.state == FeedState::Ended);
        QVERIFY(view.status.since == start + 5s);
        QCOMPARE(view.book->bids.size(), std::size_t{1});
        QVERIFY(view.breaks->empty());
    }

    void aBookThatHasFailedDoesNotEnd()
    {
        LiveFeed live;
        live.feed.onFailed("damaged", start + 4s);
        live.feed.onEnded("the recording was played to its end", start + 5s);
        QVERIFY(live.feed.status().state == FeedState::Failed);
    }
};

QTEST_APPLESS_MAIN(BookFeedTest)
#include "bookfeedtest.moc"
