// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/levels.h"
#include "support/okxfeed.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace touchline;
using namespace std::chrono_literals;
using test::level;
using test::okxAnswer;
using test::OkxFeed;
using test::okxSnapshot;

namespace {

constexpr int httpOk = 200;

std::size_t subscriptions(const OkxFeed &feed)
{
    const std::string subscribe = R"({"op":"subscribe","args":[{"channel":"books","instId":"A-USDT"}]})";
    return static_cast<std::size_t>(std::count(feed.sent().begin(), feed.sent().end(), subscribe));
}

/// For so long that what went wrong before is forgotten.
void stayLive(OkxFeed &feed)
{
    for (int i = 0; i < 8; ++i) {
        feed.runFor(4s);
        feed.frame("pong");
    }
}

} // namespace

/// OKX has announced for some regions that its stream will begin without a book, which has to be asked for
/// then (change log of 2026-02).
class OkxFallbackTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aStreamThatBeginsWithAnUpdateIsJoinedWithABookThatIsAskedFor()
    {
        OkxFeed feed({"A-USDT"}, {.hosts = {"https://r", "wss://w"}});
        feed.open();
        feed.update({95, 98, {{"10.1", "7"}}});
        QVERIFY(feed.state() == FeedState::Syncing);
        QCOMPARE(feed.fetched().size(), std::size_t{1});
        QCOMPARE(
            feed.fetched().front().url,
            std::string("https://r/api/v5/market/books?instId=A-USDT&sz=400&source=0"));
        QCOMPARE(subscriptions(feed), std::size_t{0});
        feed.update({98, 104, {{"10.5", "3"}}});
        feed.update({104, 107, {{"10.5", "4"}}});
        feed.reply(httpOk, okxAnswer(101));
        QVERIFY2(feed.state() == FeedState::Live, feed.reason().c_str());
        QCOMPARE(feed.updateId(), std::uint64_t{107});
        QVERIFY(feed.session.book(0).book().bids().best() == level("10.5", "4"));
        QCOMPARE(feed.session.book(0).book().bids().size(), std::size_t{2}); // what 98 said is older
        QCOMPARE(feed.counters().stale, std::uint64_t{1});
        QCOMPARE(feed.counters().deltas, std::uint64_t{2});
        feed.update({107, 109, {{"10.6", "1"}}});
        QVERIFY(feed.session.book(0).book().bids().best() == level("10.6", "1"));
        QCOMPARE(feed.counters().gaps, std::uint64_t{0});
    }

    void aBookOlderThanTheStreamIsAskedForAgain()
    {
        OkxFeed feed;
        feed.open();
        feed.update({95, 98});
        feed.reply(httpOk, okxAnswer(94));
        QVERIFY(feed.state() == FeedState::Syncing);
        feed.runFor(2s);
        QCOMPARE(feed.fetched().size(), std::size_t{2});
        feed.reply(httpOk, okxAnswer(95));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.updateId(), std::uint64_t{98});
    }

    void whatIsMissingBehindTheBookIsAGap()
    {
        OkxFeed feed;
        feed.open();
        feed.update({95, 98});
        feed.update({99, 103, {{"10.5", "3"}}});
        feed.reply(httpOk, okxAnswer(96));
        QVERIFY(feed.state() == FeedState::Resyncing);
        feed.runFor(1s);
        QCOMPARE(feed.fetched().size(), std::size_t{2});
        feed.reply(httpOk, okxAnswer(101));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.updateId(), std::uint64_t{103});
    }

    /// Nothing has to be subscribed to again: the update that showed the gap is the first to be joined.
    void aLaterGapIsMendedInTheSameWay()
    {
        OkxFeed feed;
        feed.open();
        feed.update({95, 98});
        feed.reply(httpOk, okxAnswer(98));
        stayLive(feed);
        feed.update({100, 104, {{"10.5", "3"}}});
        QVERIFY(feed.state() == FeedState::Resyncing);
        QCOMPARE(feed.counters().gaps, std::uint64_t{1});
        feed.runFor(1s);
        QCOMPARE(feed.fetched().size(), std::size_t{2});
        QCOMPARE(subscriptions(feed), std::size_t{0});
        feed.reply(httpOk, okxAnswer(102));
        QVERIFY(feed.state() == FeedState::Live);
        QVERIFY(feed.session.book(0).book().bids().best() == level("10.5", "3"));
    }

    void refusedAnswersTakeTurnsWithSubscriptions_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<std::string>("body");
        QTest::newRow("server error") << 500 << std::string();
        QTest::newRow("no such instrument")
            << httpOk << std::string(R"({"code":"51001","msg":"Instrument ID does not exist","data":[]})");
        QTest::newRow("wrong request")
            << 400 << std::string(R"({"code":"51000","msg":"Parameter sz error","data":[]})");
        QTest::newRow("not a book") << httpOk << std::string("<html>");
    }

    void refusedAnswersTakeTurnsWithSubscriptions()
    {
        QFETCH(int, status);
        QFETCH(std::string, body);
        OkxFeed feed;
        feed.open();
        feed.update({95, 98});
        feed.reply(status, body);
        QVERIFY(feed.state() == FeedState::Syncing);
        feed.runFor(2s);
        QCOMPARE(subscriptions(feed), std::size_t{1});
        QCOMPARE(feed.fetched().size(), std::size_t{1});
        feed.frame(okxSnapshot("A-USDT", 200));
        QVERIFY(feed.state() == FeedState::Live);
        // From now on it is known that the stream has books.
        stayLive(feed);
        feed.update({300, 301});
        feed.runFor(1s);
        QCOMPARE(subscriptions(feed), std::size_t{2});
        QCOMPARE(feed.fetched().size(), std::size_t{1});
    }

    void aBanIsHeeded()
    {
        OkxFeed feed({"A-USDT", "B-USDT"});
        feed.open();
        feed.update({95, 98});
        feed.reply(429, R"({"code":"50011","msg":"Too Many Requests","data":[]})");
        QVERIFY(feed.reason().find("asks to wait") != std::string::npos);
        feed.update({5, 8}, "B-USDT");
        feed.runFor(20s);
        QCOMPARE(feed.fetched().size(), std::size_t{1});
    }

    /// By REST only so many a second, even where a whole list begins at once.
    void manyBooksKeepToTheLimit()
    {
        std::vector<std::string> symbols;
        for (int i = 0; i < 100; ++i)
            symbols.push_back('C' + std::to_string(i) + "-USDT");
        OkxFeed feed(symbols);
        feed.open();
        for (const std::string &symbol : symbols)
            feed.update({95, 98}, symbol);
        std::size_t before = 0;
        std::size_t most = 0;
        for (int second = 0; second < 60; ++second) {
            while (before < feed.fetched().size() || feed.session.fetchesUnderWay() > 0) {
                const std::size_t known = feed.fetched().size();
                feed.reply(httpOk, okxAnswer(98));
                if (feed.fetched().size() == known)
                    break;
            }
            most = std::max(most, feed.fetched().size() - before);
            before = feed.fetched().size();
            feed.runFor(2s);
        }
        QVERIFY2(most <= 40, QByteArray::number(qint64(most)));
        QVERIFY(feed.fetched().size() >= symbols.size());
    }

    void aSnapshotThatDoesNotComeIsAskedForByTheOtherWay()
    {
        OkxFeed feed;
        feed.goLive(100);
        feed.update({105, 107});
        feed.runFor(1s);
        QCOMPARE(subscriptions(feed), std::size_t{1});
        QVERIFY(feed.fetched().empty());
        for (int second = 0; second < 20; ++second) {
            feed.runFor(1s);
            feed.update({107 + second, 108 + second});
        }
        QCOMPARE(feed.fetched().size(), std::size_t{1});
        QVERIFY(feed.state() == FeedState::Resyncing);
        feed.reply(httpOk, okxAnswer(127));
        QVERIFY(feed.state() == FeedState::Live);
    }

    /// The one on the stream is the newer one, whichever comes first.
    void bothBooksMayCome()
    {
        OkxFeed feed;
        feed.open();
        feed.update({95, 98});
        feed.frame(okxSnapshot("A-USDT", 200));
        QVERIFY(feed.state() == FeedState::Live);
        feed.update({200, 203, {{"10.5", "3"}}});
        feed.reply(httpOk, okxAnswer(98));
        QCOMPARE(feed.updateId(), std::uint64_t{203});
        QVERIFY(feed.session.book(0).book().bids().best() == level("10.5", "3"));

        OkxFeed late;
        late.open();
        late.update({95, 98});
        late.reply(httpOk, okxAnswer(98));
        late.frame(okxSnapshot("A-USDT", 200));
        late.update({200, 203, {{"10.5", "3"}}});
        QVERIFY(late.state() == FeedState::Live);
        QCOMPARE(late.updateId(), std::uint64_t{203});
        QCOMPARE(late.counters().gaps, std::uint64_t{0});
    }

    void withoutAnyAnswerNoBookIsMadeOfUpdatesAlone()
    {
        OkxFeed feed;
        feed.open();
        for (int tenth = 0; tenth < 600; ++tenth) {
            feed.update({100 + tenth, 101 + tenth, {{"10.5", "3"}}});
            feed.runFor(100ms);
            QVERIFY(feed.state() == FeedState::Syncing);
        }
        QVERIFY(feed.fetched().size() >= 2 && feed.fetched().size() <= 4);
        QVERIFY(subscriptions(feed) >= 1 && subscriptions(feed) <= 4);
    }
};

QTEST_APPLESS_MAIN(OkxFallbackTest)
#include "okxfallbacktest.moc"
