// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/krakenfeed.h"

#include "support/frametext.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;
using test::changed;
using test::KrakenFeed;
using test::KrakenMarket;

namespace {

const test::LevelTexts usualBids{{"64000.1", "0.5"}, {"63999.9", "2"}, {"63998.0", "0.00005"}};
const test::LevelTexts usualAsks{{"64000.2", "0.7"}, {"64000.5", "1.25"}, {"64003.0", "3"}};

Qty bidAt(const FeedSession &session, std::string_view price)
{
    const int decimals = session.book(0).instrument().decimals.price;
    return session.book(0).book().bids().qtyAt(parsePrice(price, decimals).value());
}

} // namespace

class KrakenFeedTest : public QObject {
    Q_OBJECT

private:
    /// Open, and live from a snapshot.
    static void goLive(KrakenFeed &feed, KrakenMarket &market)
    {
        feed.open();
        static_cast<void>(feed.takeSent());
        feed.frame(market.snapshot(usualBids, usualAsks));
    }

    /// What follows a book that is not the exchange's any more.
    static void checkItHeals(KrakenFeed &feed, KrakenMarket &market)
    {
        QVERIFY(feed.state() == FeedState::Resyncing);
        QVERIFY(feed.session.book(0).status().cause == ErrorCode::ChecksumMismatch);
        const std::uint64_t verified = feed.verified();
        feed.frame(market.update({{"63990.0", "1"}}));
        QVERIFY(feed.state() == FeedState::Resyncing);
        feed.runFor(1s);
        const auto sent = feed.takeSent();
        QCOMPARE(sent.size(), std::size_t{2});
        QVERIFY(sent[0].starts_with(R"({"method":"unsubscribe")"));
        QVERIFY(sent[1].starts_with(R"({"method":"subscribe")"));
        feed.frame(market.snapshot(usualBids, usualAsks));
        QVERIFY(feed.state() == FeedState::Live);
        feed.frame(market.update({{"64000.1", "0.75"}}));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.verified(), verified + 2);
        QVERIFY(feed.session.book(0).book() == market.book());
        feed.runFor(5s);
        QVERIFY(feed.takeSent().empty());
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theSnapshotOnTheStreamMakesTheBookLive()
    {
        KrakenFeed feed;
        KrakenMarket market;
        feed.open();
        QCOMPARE(feed.takeSent().size(), std::size_t{2});
        QVERIFY(feed.state() == FeedState::Syncing);
        feed.frame(R"({"channel":"status","type":"update","data":[{"system":"online"}]})");
        feed.frame(market.snapshot(usualBids, usualAsks));
        QVERIFY(feed.state() == FeedState::Live);
        feed.frame(market.update({{"64000.1", "0"}}, {{"64000.5", "1"}, {"64000.2", "0.69999999"}}));
        QVERIFY(feed.session.book(0).book() == market.book());
        QCOMPARE(feed.verified(), std::uint64_t{2});
        QCOMPARE(feed.counters().gaps, std::uint64_t{0});
        QVERIFY(feed.session.book(0).integrity().audit.verifiedId.has_value());
    }

    void anUpdateBeforeTheSnapshotIsSkipped()
    {
        KrakenFeed feed;
        KrakenMarket market;
        feed.open();
        feed.frame(market.update({{"64000.1", "9"}}));
        QVERIFY(feed.state() == FeedState::Syncing);
        feed.frame(market.snapshot(usualBids, usualAsks));
        QVERIFY(feed.state() == FeedState::Live);
        QVERIFY(feed.session.book(0).book() == market.book());
    }

    void oneWrongDigitOfAQuantityIsNoticed()
    {
        KrakenFeed feed;
        KrakenMarket market;
        goLive(feed, market);
        feed.frame(changed(market.update({{"63999.9", "2.00000001"}}), "2.00000001", "2.00000002"));
        checkItHeals(feed, market);
    }

    void aLevelThatIsMissingFromAnUpdateIsNoticed()
    {
        KrakenFeed feed;
        KrakenMarket market;
        goLive(feed, market);
        const auto whole = market.update({{"63999.9", "0"}, {"63999.5", "4"}});
        feed.frame(changed(whole, R"({"price":63999.9,"qty":0},)", ""));
        checkItHeals(feed, market);
    }

    void aMissedUpdateIsNoticedWithTheNext()
    {
        KrakenFeed feed;
        KrakenMarket market;
        goLive(feed, market);
        static_cast<void>(market.update({{"63999.9", "0"}}));
        feed.frame(market.update({{"64000.1", "1"}}));
        checkItHeals(feed, market);
    }

    void aWrongSnapshotIsNotLive()
    {
        KrakenFeed feed;
        KrakenMarket market;
        feed.open();
        static_cast<void>(feed.takeSent());
        feed.frame(changed(market.snapshot(usualBids, usualAsks), "0.00005", "0.00006"));
        checkItHeals(feed, market);
    }

    void aMismatchIsNeverShown()
    {
        KrakenFeed feed;
        KrakenMarket market;
        goLive(feed, market);
        QCOMPARE(feed.session.book(0).takeView(50, feed.now).book->bids.front().qty, Qty(50'000'000));
        feed.frame(changed(market.update({{"64000.1", "6"}}), R"("qty":6)", R"("qty":7)"));
        const FeedView view = feed.session.book(0).takeView(50, feed.now);
        QVERIFY(!view.status.isLive());
        QCOMPARE(view.book->bids.front().qty, Qty(50'000'000));
    }

    void theLastOfTwoQuantitiesOfAPriceHolds()
    {
        KrakenFeed feed;
        KrakenMarket market;
        goLive(feed, market);
        feed.frame(market.update({{"63999.9", "7"}, {"64000.0", "1"}, {"63999.9", "8"}, {"64000.0", "0"}}));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(bidAt(feed.session, "63999.9"), Qty(800'000'000));
        QCOMPARE(bidAt(feed.session, "64000.0"), Qty(0));
        QCOMPARE(feed.counters().resyncs, std::uint64_t{0});
    }

    void aFurtherSnapshotReplacesTheBook()
    {
        KrakenFeed feed;
        KrakenMarket market;
        goLive(feed, market);
        feed.frame(market.snapshot({{"50000.0", "1"}}, {{"50001.0", "1"}}));
        QVERIFY(feed.state() == FeedState::Live);
        QVERIFY(feed.session.book(0).book() == market.book());
        QCOMPARE(feed.session.book(0).book().bids().size(), std::size_t{1});
    }

    void whatIsBeyondTheDepthIsCut()
    {
        KrakenFeed feed;
        KrakenMarket market;
        test::LevelTexts bids;
        for (int i = 0; i < 1000; ++i)
            bids.emplace_back(std::to_string(60'000 - i), "1");
        feed.open();
        feed.frame(market.snapshot(bids, {{"60001", "1"}}));
        feed.frame(market.update({{"60000.5", "1"}}));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.session.book(0).book().bids().size(), std::size_t{1000});
        QCOMPARE(bidAt(feed.session, "59001"), Qty(0));
        QCOMPARE(bidAt(feed.session, "59002"), Qty(100'000'000));
    }

    void aBookWithoutAListFindsItsPrecision()
    {
        KrakenFeed feed({bareInstrument("BTC/USD")});
        KrakenMarket market;
        goLive(feed, market);
        QVERIFY(feed.state() == FeedState::Live);
        feed.frame(market.update({{"64000.1", "0.75"}}));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.verified(), std::uint64_t{2});
        feed.frame(changed(market.update({{"64000.1", "0.8"}}), R"("qty":0.8)", R"("qty":0.9)"));
        QVERIFY(feed.state() == FeedState::Resyncing);
    }

    void aBookWithoutAListMayBeginEmpty()
    {
        KrakenFeed feed({bareInstrument("BTC/USD")});
        KrakenMarket market;
        feed.open();
        feed.frame(market.snapshot({}, {}));
        feed.frame(market.update({{"64000.1", "0.75"}}));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.verified(), std::uint64_t{2});
    }

    void heartbeatsKeepAQuietBookLive()
    {
        KrakenFeed feed;
        KrakenMarket market;
        goLive(feed, market);
        for (int second = 0; second < 300; ++second) {
            feed.runFor(1s);
            feed.heartbeat();
            QVERIFY(feed.state() == FeedState::Live);
        }
        QVERIFY(feed.takeSent().empty());
        QCOMPARE(feed.opened(), std::size_t{1});
    }

    void silenceMakesABookStaleUntilTheNextFrame()
    {
        KrakenFeed feed;
        KrakenMarket market;
        goLive(feed, market);
        feed.runFor(3'999ms);
        QVERIFY(feed.state() == FeedState::Live);
        feed.runFor(1ms);
        QVERIFY(feed.state() == FeedState::Stale);
        feed.runFor(3s);
        feed.heartbeat();
        QVERIFY(feed.state() == FeedState::Live);
        feed.frame(market.update({{"64000.1", "0.75"}}));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.counters().resyncs, std::uint64_t{0});
    }

    void aSilentConnectionIsGivenUp()
    {
        KrakenFeed feed;
        KrakenMarket market;
        goLive(feed, market);
        feed.runFor(20s);
        QCOMPARE(feed.closed(), std::size_t{1});
        QVERIFY(feed.state() == FeedState::Reconnecting);
        feed.runFor(30s);
        QVERIFY(feed.opened() >= 2);
    }

    void aBookThatDoesNotComeIsAskedForAgain()
    {
        KrakenFeed feed;
        feed.open();
        static_cast<void>(feed.takeSent());
        for (int second = 0; second < 12; ++second) {
            feed.runFor(1s);
            feed.heartbeat();
        }
        QCOMPARE(feed.takeSent().size(), std::size_t{2});
        QVERIFY(feed.state() == FeedState::Syncing);
    }

    void manyBooksAreAskedForSlowly()
    {
        std::vector<Instrument> pairs;
        for (int i = 0; i < 100; ++i)
            pairs.push_back(test::krakenPair("A" + std::to_string(i) + "/USD"));
        KrakenFeed feed(pairs, {.hosts = {}, .maxFetches = 1000});
        feed.open();
        static_cast<void>(feed.takeSent());
        feed.frame("?");
        std::size_t sent = 0;
        for (int second = 0; second < 10; ++second) {
            feed.runFor(999ms);
            feed.heartbeat();
            sent += feed.takeSent().size();
        }
        QVERIFY(sent > 0);
        QVERIFY(sent <= 20);
    }

    void aRefusedPairFailsAlone()
    {
        KrakenFeed feed({test::krakenPair("BTC/USD"), test::krakenPair("NOPE/USD")});
        KrakenMarket market;
        goLive(feed, market);
        feed.frame(R"({"error":"Currency pair not supported NOPE/USD","method":"subscribe","success":false,)"
                   R"("symbol":"NOPE/USD"})");
        QVERIFY(feed.state(0) == FeedState::Live);
        QVERIFY(feed.state(1) == FeedState::Failed);
        QCOMPARE(feed.reason(1), std::string("Kraken refused: Currency pair not supported NOPE/USD"));
    }

    void tooManyMessagesEndTheConnection()
    {
        KrakenFeed feed;
        KrakenMarket market;
        goLive(feed, market);
        feed.frame(R"({"Error":"Exceeded msg rate"})");
        QCOMPARE(feed.closed(), std::size_t{1});
        QVERIFY(feed.state() == FeedState::Reconnecting);
    }

    void aMalformedFrameAsksForTheBookAgain()
    {
        KrakenFeed feed;
        KrakenMarket market;
        goLive(feed, market);
        feed.frame(R"({"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":)");
        QVERIFY(feed.state() == FeedState::Resyncing);
        feed.runFor(1s);
        QCOMPARE(feed.takeSent().size(), std::size_t{2});
        feed.frame(market.snapshot(usualBids, usualAsks));
        QVERIFY(feed.state() == FeedState::Live);
    }

    void oneFramesBooksAreKeptApart()
    {
        KrakenFeed feed({test::krakenPair("BTC/USD"), test::krakenPair("ETH/USD")});
        KrakenMarket first("BTC/USD");
        KrakenMarket second("ETH/USD");
        feed.open();
        const auto entryOf = [](const std::string &frame) {
            const auto begin = frame.find('[') + 1;
            return frame.substr(begin, frame.size() - 2 - begin);
        };
        feed.frame(test::krakenFrame(
            "snapshot", entryOf(first.snapshot(usualBids, usualAsks)) + ',' +
                            entryOf(second.snapshot({{"10.5", "1"}}, {{"10.6", "2"}}))));
        feed.frame(test::krakenFrame(
            "update",
            entryOf(first.update({{"64000.1", "1"}})) + ',' + entryOf(second.update({{"10.5", "3"}}))));
        for (const std::size_t book : {0U, 1U}) {
            QVERIFY(feed.state(book) == FeedState::Live);
            QCOMPARE(feed.verified(book), std::uint64_t{2});
        }
        QVERIFY(feed.session.book(0).book() == first.book());
        QVERIFY(feed.session.book(1).book() == second.book());
    }

    void tradesThatWereToldOfAreNotToldAgain()
    {
        KrakenFeed feed;
        KrakenMarket market;
        goLive(feed, market);
        const std::string trade = R"({"symbol":"BTC/USD","side":"sell","price":64000.1,"qty":1,"trade_id":5,)"
                                  R"("timestamp":"2026-02-02T10:00:00Z"})";
        feed.frame(test::krakenFrame("update", trade, "trade"));
        feed.frame(test::krakenFrame("snapshot", changed(trade, ":5", ":4") + ',' + trade, "trade"));
        QCOMPARE(feed.counters().trades, std::uint64_t{1});
        QVERIFY(feed.state() == FeedState::Live);
    }
};

QTEST_APPLESS_MAIN(KrakenFeedTest)
#include "krakenfeedtest.moc"
