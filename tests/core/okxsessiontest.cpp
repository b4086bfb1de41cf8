// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/frametext.h"
#include "support/levels.h"
#include "support/okxfeed.h"
#include "venues/okxchecksum.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace touchline;
using namespace std::chrono_literals;
using test::changed;
using test::level;
using test::OkxFeed;
using test::okxSnapshot;

namespace {

const std::string unsubscribeA = R"({"op":"unsubscribe","args":[{"channel":"books","instId":"A-USDT"}]})";
const std::string subscribeA = R"({"op":"subscribe","args":[{"channel":"books","instId":"A-USDT"}]})";

std::string refusalOf(std::string_view symbol)
{
    return R"({"event":"error","code":"60018","connId":"a4","msg":)" +
           ("\"Wrong URL or channel:books,instId:" + std::string(symbol)) + " doesn't exist.\"}";
}

/// Of bid 10 x 1, ask 11 x 2 and what `bids` adds, as OKX sends it.
std::int64_t checksumOf(std::vector<Level> bids)
{
    bids.push_back(level("10", "1"));
    OrderBook book;
    static_cast<void>(book.load({1, std::move(bids), {level("11", "2")}}));
    return static_cast<std::int32_t>(okxChecksum(book, {8, 8}, {8, 8}));
}

std::size_t count(const std::vector<std::string> &sent, std::string_view text)
{
    return static_cast<std::size_t>(std::count(sent.begin(), sent.end(), text));
}

} // namespace

class OkxSessionTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aBookBeginsWithTheSnapshotOnItsStream()
    {
        OkxFeed feed({"A-USDT"}, {.hosts = {"https://r", "wss://w"}});
        feed.open();
        QCOMPARE(feed.url(), std::string("wss://w/ws/v5/public"));
        QCOMPARE(feed.sent().size(), std::size_t{1});
        QVERIFY(feed.sent().front().starts_with(R"({"op":"subscribe","args":[{"channel":"books",)"));
        QVERIFY(feed.state() == FeedState::Syncing);
        feed.frame(okxSnapshot("A-USDT", 100));
        QVERIFY(feed.state() == FeedState::Live);
        feed.update({100, 107, {{"10.5", "3"}}});
        QVERIFY(feed.state() == FeedState::Live);
        QVERIFY(feed.session.book(0).book().bids().best() == level("10.5", "3"));
        QCOMPARE(feed.updateId(), std::uint64_t{107});
    }

    void aBrokenChainIsSubscribedAnew_data()
    {
        QTest::addColumn<qint64>("previous");
        QTest::addColumn<qint64>("next");
        QTest::newRow("one digit of prevSeqId") << qint64{117} << qint64{109};
        QTest::newRow("an update was lost") << qint64{109} << qint64{111};
        QTest::newRow("an old one comes again") << qint64{90} << qint64{95};
    }

    void aBrokenChainIsSubscribedAnew()
    {
        QFETCH(qint64, previous);
        QFETCH(qint64, next);
        OkxFeed feed;
        feed.goLive(100);
        feed.update({100, 107});
        feed.update({previous, next, {{"10.5", "3"}}});
        QVERIFY(feed.state() == FeedState::Resyncing);
        QVERIFY(feed.reason().starts_with("sequence gap"));
        QCOMPARE(feed.counters().gaps, std::uint64_t{1});
        QVERIFY(feed.session.book(0).book().bids().best() == level("10", "1"));
        feed.runFor(1s);
        QVERIFY(feed.sent() == (std::vector{unsubscribeA, subscribeA}));
        feed.update({next, next + 1, {{"10.6", "3"}}});
        QVERIFY(feed.state() == FeedState::Resyncing);
        QVERIFY(feed.session.book(0).book().bids().best() == level("10", "1"));
        QVERIFY(feed.fetched().empty());
        feed.frame(okxSnapshot("A-USDT", 300));
        QCOMPARE(feed.counters().dropped, std::uint64_t{2});
        QVERIFY(feed.state() == FeedState::Live);
        feed.update({300, 301, {{"10.7", "3"}}});
        QVERIFY(feed.state() == FeedState::Live);
        QVERIFY(feed.session.book(0).book().bids().best() == level("10.7", "3"));
    }

    /// The update itself follows; the one behind it does not.
    void aWrongOwnIdShowsWithTheNextUpdate()
    {
        OkxFeed feed;
        feed.goLive(100);
        feed.update({100, 117});
        QVERIFY(feed.state() == FeedState::Live);
        feed.update({107, 109});
        QVERIFY(feed.state() == FeedState::Resyncing);
        feed.runFor(1s);
        QVERIFY(feed.sent() == (std::vector{unsubscribeA, subscribeA}));
    }

    void equalIdsKeepAQuietBookLive()
    {
        OkxFeed feed;
        feed.goLive(100);
        for (int i = 0; i < 10; ++i) {
            feed.update({100, 100});
            feed.runFor(7s);
            QVERIFY(feed.state() == FeedState::Live);
        }
        QCOMPARE(feed.counters().gaps, std::uint64_t{0});
        QCOMPARE(feed.counters().deltas, std::uint64_t{10});
        feed.update({100, 101});
        QVERIFY(feed.state() == FeedState::Live);
    }

    void anIdMayFallAfterMaintenance()
    {
        OkxFeed feed;
        feed.goLive(100);
        feed.update({100, 3});
        feed.update({3, 5, {{"10.5", "3"}}});
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.updateId(), std::uint64_t{5});
        QCOMPARE(feed.counters().gaps, std::uint64_t{0});
    }

    void aChecksumOfZeroIsNone()
    {
        OkxFeed feed;
        feed.goLive(100);
        feed.update({100, 107, {{"10.5", "3"}}, {}, 0});
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.session.book(0).integrity().audit.checksumsVerified, std::uint64_t{0});
        QVERIFY(feed.session.book(0).integrity().method() == IntegrityMethod::Sequence);
    }

    void aRightChecksumIsCounted()
    {
        OkxFeed feed;
        feed.open();
        feed.frame(okxSnapshot("A-USDT", 100, checksumOf({})));
        feed.update({100, 107, {{"10.5", "3"}}, {}, checksumOf({level("10.5", "3")})});
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.session.book(0).integrity().audit.checksumsVerified, std::uint64_t{2});
        QVERIFY(feed.session.book(0).integrity().method() == IntegrityMethod::Checksum);
    }

    void oneWrongDigitOfALevelShowsInTheChecksum_data()
    {
        QTest::addColumn<std::string>("price");
        QTest::addColumn<std::string>("qty");
        QTest::newRow("price") << std::string("10.6") << std::string("3");
        QTest::newRow("quantity") << std::string("10.5") << std::string("2");
    }

    void oneWrongDigitOfALevelShowsInTheChecksum()
    {
        QFETCH(std::string, price);
        QFETCH(std::string, qty);
        OkxFeed feed;
        feed.goLive(100);
        feed.update({100, 107, {{price, qty}}, {}, checksumOf({level("10.5", "3")})});
        QVERIFY(feed.state() == FeedState::Resyncing);
        QVERIFY(feed.reason().starts_with("checksum mismatch"));
        feed.runFor(1s);
        QVERIFY(feed.sent() == (std::vector{unsubscribeA, subscribeA}));
        feed.frame(okxSnapshot("A-USDT", 200, checksumOf({})));
        QVERIFY(feed.state() == FeedState::Live);
    }

    void aSnapshotWithAWrongChecksumIsNotShown()
    {
        OkxFeed feed;
        feed.open();
        feed.frame(okxSnapshot("A-USDT", 100, 12345));
        QVERIFY(feed.state() == FeedState::Resyncing);
        QVERIFY(feed.session.book(0).takeView(50, feed.now).book->bids.empty());
    }

    void aFurtherSnapshotReplacesTheBookWithoutAGap()
    {
        OkxFeed feed;
        feed.goLive(100);
        feed.update({100, 107, {{"10.5", "3"}}});
        feed.frame(okxSnapshot("A-USDT", 40));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.updateId(), std::uint64_t{40});
        QVERIFY(feed.session.book(0).book().bids().best() == level("10", "1"));
        QCOMPARE(feed.counters().gaps + feed.counters().resyncs, std::uint64_t{0});
        QVERIFY(feed.sent().empty());
    }

    void severalUpdatesInOneFrameAreAllApplied()
    {
        OkxFeed feed;
        feed.goLive(100);
        const std::string entries =
            test::okxEntry({100, 107, {{"10.5", "3"}}}) + ',' + test::okxEntry({107, 109, {{"10.6", "3"}}});
        feed.frame(test::okxFrame("A-USDT", "update", entries));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.updateId(), std::uint64_t{109});
        QCOMPARE(feed.counters().deltas, std::uint64_t{2});
    }

    void aPriceTwiceInOneOfSeveralUpdatesIsRefused()
    {
        OkxFeed feed;
        feed.goLive(100);
        const std::string entries = test::okxEntry({100, 107, {{"10.5", "3"}}}) + ',' +
                                    test::okxEntry({107, 109, {{"10.6", "3"}, {"10.60", "4"}}});
        feed.frame(test::okxFrame("A-USDT", "update", entries));
        QVERIFY(feed.state() == FeedState::Resyncing);
        QCOMPARE(feed.session.malformedFrames(ErrorCode::DuplicateLevel), std::uint64_t{1});
        QCOMPARE(feed.counters().deltas, std::uint64_t{0});
    }

    void silenceIsBrokenByAPing()
    {
        OkxFeed feed;
        feed.goLive(100);
        feed.runFor(3s);
        QVERIFY(feed.sent().empty());
        feed.runFor(1s);
        QVERIFY(feed.sent() == std::vector<std::string>{"ping"});
        feed.frame("pong");
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.session.malformedFrames(), std::uint64_t{0});
        for (int i = 0; i < 5; ++i) {
            feed.runFor(4s);
            feed.frame("pong");
        }
        QCOMPARE(count(feed.sent(), "ping"), std::size_t{6});
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.closed(), std::size_t{0});
    }

    void whatAnswersNoPingIsGivenUp()
    {
        OkxFeed feed;
        feed.goLive(100);
        feed.runFor(8s);
        QVERIFY(feed.state() == FeedState::Stale);
        feed.runFor(12s);
        QVERIFY(feed.state() == FeedState::Reconnecting);
        QCOMPARE(feed.closed(), std::size_t{1});
    }

    void anAnswerEndsAStaleState()
    {
        OkxFeed feed;
        feed.goLive(100);
        feed.runFor(9s);
        QVERIFY(feed.state() == FeedState::Stale);
        feed.frame("pong");
        QVERIFY(feed.state() == FeedState::Live);
    }

    void aRefusedInstrumentFailsAlone()
    {
        OkxFeed feed({"A-USDT", "B-USDT"});
        feed.open();
        feed.frame(refusalOf("A-USDT"));
        QVERIFY(feed.state(0) == FeedState::Failed);
        QVERIFY(feed.reason(0).starts_with("OKX refused: Wrong URL"));
        QVERIFY(feed.state(1) == FeedState::Syncing);
        feed.frame(okxSnapshot("B-USDT", 100));
        feed.update({100, 107}, "B-USDT");
        QVERIFY(feed.state(1) == FeedState::Live);
        QCOMPARE(feed.closed(), std::size_t{0});
    }

    void aRefusalOfNoInstrumentEndsTheConnection()
    {
        OkxFeed feed;
        feed.goLive(100);
        feed.frame(R"({"event":"error","code":"60012","msg":"Invalid request"})");
        QVERIFY(feed.state() == FeedState::Reconnecting);
        QVERIFY(feed.reason().find("Invalid request") != std::string::npos);
        QCOMPARE(feed.closed(), std::size_t{1});
    }

    void theMaintenanceNoticeMovesToANewConnection()
    {
        OkxFeed feed;
        feed.goLive(100);
        feed.frame(R"({"event":"notice","code":"64008","msg":"The connection will soon be closed"})");
        QVERIFY(feed.state() == FeedState::Reconnecting);
        feed.runFor(2s);
        feed.accept();
        QVERIFY(feed.sent().back().starts_with(R"({"op":"subscribe")"));
        feed.frame(okxSnapshot("A-USDT", 7));
        QVERIFY(feed.state() == FeedState::Live);
    }

    void oneSymbolsGapLeavesTheOthersAlone()
    {
        OkxFeed feed({"A-USDT", "B-USDT"});
        feed.goLive(100);
        feed.update({100, 107, {{"10.4", "3"}}}, "B-USDT");
        feed.update({105, 107});
        QVERIFY(feed.state(0) == FeedState::Resyncing);
        QVERIFY(feed.state(1) == FeedState::Live);
        feed.runFor(1s);
        QVERIFY(feed.sent() == (std::vector{unsubscribeA, subscribeA}));
        feed.update({107, 109, {{"10.5", "3"}}}, "B-USDT");
        feed.frame(okxSnapshot("A-USDT", 300));
        QVERIFY(feed.state(0) == FeedState::Live);
        QVERIFY(feed.state(1) == FeedState::Live);
        QCOMPARE(feed.updateId(1), std::uint64_t{109});
        QVERIFY(feed.session.book(1).book().bids().best() == level("10.5", "3"));
        QCOMPARE(feed.counters(1).gaps + feed.counters(1).resyncs, std::uint64_t{0});
        QCOMPARE(feed.counters(1).snapshots, std::uint64_t{1});
    }

    void foreignInstrumentsAreHarmless()
    {
        OkxFeed feed;
        feed.goLive(100);
        feed.update({1, 2}, "X-USDT");
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.session.foreignFrames(), std::uint64_t{1});
    }

    void gapsWithoutEndStayWithinTheLimit()
    {
        OkxFeed feed;
        feed.goLive(100);
        for (int i = 0; i < 36'000; ++i) {
            const std::size_t before = feed.sent().size();
            feed.runFor(100ms);
            if (feed.sent().size() > before)
                feed.frame(okxSnapshot("A-USDT", 100));
            feed.update({1, 2});
        }
        QVERIFY(feed.sent().size() > 100);
        QVERIFY2(feed.sent().size() <= 480, QByteArray::number(qint64(feed.sent().size())));
    }
};

QTEST_APPLESS_MAIN(OkxSessionTest)
#include "okxsessiontest.moc"
