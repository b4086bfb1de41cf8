// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/feedharness.h"
#include "venues/venuetable.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;
using test::depthFrame;
using test::FeedHarness;

namespace {

constexpr std::string_view notice = R"({"e":"serverShutdown","E":1770123456789})";

std::string subscribe(std::string_view lower)
{
    const std::string symbol(lower);
    return R"({"method":"SUBSCRIBE","params":[")" + symbol + R"(@depth@100ms",")" + symbol +
           R"(@bookTicker",")" + symbol + R"(@trade"],"id":1})";
}

std::string unsubscribe(std::string_view lower)
{
    std::string message = subscribe(lower);
    return message.replace(message.find("SUBSCRIBE"), 9, "UNSUBSCRIBE");
}

bool holds(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

/// What USD-M asks to be done, on a connection for books and one for trades.
struct Futures {
    FeedSession session;
    Instant now = test::feedStart;
    std::vector<OpenStream> opened;
    std::vector<SendText> sent;

    Futures() : session(*findVenue("binance-usdm"), {}, std::vector{bareInstrument("AUSDT")})
    {
        perform(session.start(now));
        perform(session.onStreamOpened(opened[0].stream, now));
        perform(session.onStreamOpened(opened[1].stream, now));
    }

    void perform(const FeedActions &actions)
    {
        for (const FeedAction &action : actions) {
            if (const auto *open = std::get_if<OpenStream>(&action))
                opened.push_back(*open);
            if (const auto *message = std::get_if<SendText>(&action))
                sent.push_back(*message);
        }
    }
};

} // namespace

/// Books that come to a running session and go from it.
class FeedFollowTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aFurtherSymbolIsAskedForOnTheOpenConnection()
    {
        FeedHarness feed;
        feed.goLive();
        const std::uint64_t revision = feed.book().statusRevision();
        feed.follow("BUSDT");
        const auto sent = feed.takeSent();
        QCOMPARE(sent.size(), std::size_t{1});
        QVERIFY(sent[0].stream == feed.session.stream());
        QCOMPARE(sent[0].text, subscribe("busdt"));
        QVERIFY(feed.state(1) == FeedState::Syncing);
        feed.frame(depthFrame("BUSDT", {50, 50}));
        feed.answer(50, "BUSDT");
        QVERIFY(feed.state(1) == FeedState::Live);
        QCOMPARE(feed.opened(), std::size_t{1});
        QCOMPARE(feed.book().statusRevision(), revision);
    }

    void aSymbolThatIsFollowedIsNotAskedForTwice()
    {
        FeedHarness feed;
        feed.goLive();
        feed.follow("AUSDT");
        QVERIFY(feed.takeSent().empty());
        QCOMPARE(feed.session.bookCount(), std::size_t{1});
        feed.unfollow("NOSUCH");
        QVERIFY(feed.takeSent().empty());
    }

    void aSymbolThatGoesLeavesTheOthersAlone()
    {
        FeedHarness feed({"AUSDT", "BUSDT", "CUSDT"});
        feed.goLive();
        feed.unfollow("AUSDT");
        const auto sent = feed.takeSent();
        QCOMPARE(sent.size(), std::size_t{1});
        QCOMPARE(sent[0].text, unsubscribe("ausdt"));
        QCOMPARE(feed.session.bookCount(), std::size_t{2});
        QVERIFY(!feed.session.indexOf("AUSDT"));
        for (const char *symbol : {"BUSDT", "CUSDT"}) {
            feed.frame(depthFrame(symbol, {101, 101}));
            const auto index = feed.session.indexOf(symbol);
            QVERIFY(index);
            QCOMPARE(feed.book(*index).instrument().symbol, std::string(symbol));
            QCOMPARE(feed.book(*index).updateId(), std::uint64_t{101});
            QVERIFY(feed.state(*index) == FeedState::Live);
            for (const FeedChange &change : feed.session.changes())
                QCOMPARE(change.book, *index);
        }
        // What is still under way is nobody's.
        feed.frame(depthFrame("AUSDT", {101, 101}));
        QCOMPARE(feed.session.foreignFrames(), std::uint64_t{1});
        QVERIFY(feed.session.changes().empty());
    }

    void answersFindTheBooksThatHaveMoved()
    {
        FeedHarness feed({"AUSDT", "BUSDT", "CUSDT"});
        feed.open();
        for (const char *symbol : {"AUSDT", "BUSDT", "CUSDT"})
            feed.frame(depthFrame(symbol, {100, 100}));
        QCOMPARE(feed.fetches().size(), std::size_t{3});
        feed.unfollow("AUSDT");
        feed.answer(100, "AUSDT");
        QVERIFY(feed.session.changes().empty());
        feed.answer(100, "CUSDT");
        QVERIFY(feed.state(*feed.session.indexOf("CUSDT")) == FeedState::Live);
        QVERIFY(feed.state(*feed.session.indexOf("BUSDT")) == FeedState::Syncing);
        feed.answer(100, "BUSDT");
        QVERIFY(feed.state(*feed.session.indexOf("BUSDT")) == FeedState::Live);
        QCOMPARE(feed.session.fetchesUnderWay(), std::size_t{0});
    }

    void aGapOfOneLeavesTheOtherAlone()
    {
        FeedHarness feed;
        feed.goLive();
        feed.follow("BUSDT");
        feed.frame(depthFrame("BUSDT", {50, 50}));
        feed.answer(50, "BUSDT");
        const std::uint64_t revision = feed.book().statusRevision();
        feed.frame(depthFrame("BUSDT", {60, 60}));
        QVERIFY(feed.state(1) == FeedState::Resyncing);
        QCOMPARE(feed.book().statusRevision(), revision);
        QVERIFY(feed.state() == FeedState::Live);
    }

    void whileItConnectsTheNewListIsTold()
    {
        FeedHarness feed({"AUSDT", "BUSDT"});
        static_cast<void>(feed.session.start(feed.now));
        feed.reconnect();
        QVERIFY(holds(feed.url(), "ausdt@depth") && !holds(feed.url(), "cusdt"));
        feed.follow("CUSDT");
        feed.unfollow("AUSDT");
        QVERIFY(feed.takeSent().empty());
        feed.accept();
        const auto sent = feed.takeSent();
        QCOMPARE(sent.size(), std::size_t{2});
        QCOMPARE(sent[0].text, subscribe("cusdt"));
        QCOMPARE(sent[1].text, unsubscribe("ausdt"));
    }

    void aLaterConnectionIsAskedForTheSymbolsOfThen()
    {
        FeedHarness feed({"AUSDT", "BUSDT"});
        feed.goLive();
        feed.lose();
        feed.follow("CUSDT");
        feed.unfollow("AUSDT");
        feed.runFor(2s);
        QCOMPARE(feed.opened(), std::size_t{2});
        QVERIFY(holds(feed.url(), "busdt@depth") && holds(feed.url(), "cusdt@depth"));
        QVERIFY(!holds(feed.url(), "ausdt"));
        feed.accept();
        QVERIFY(feed.takeSent().empty());
        QVERIFY(feed.state(*feed.session.indexOf("CUSDT")) == FeedState::Syncing);
    }

    void duringAHandoverBothConnectionsAreTold()
    {
        FeedHarness feed({"AUSDT", "BUSDT"});
        feed.goLive();
        const StreamId old = feed.newest();
        feed.frame(notice);
        feed.runFor(0s);
        // One symbol comes before the next connection is open, one goes after that.
        feed.follow("CUSDT");
        feed.accept();
        const auto sent = feed.takeSent();
        QCOMPARE(sent.size(), std::size_t{2});
        QVERIFY(sent[0].stream == old && sent[1].stream == feed.newest());
        QVERIFY(sent[0].text == subscribe("cusdt") && sent[1].text == subscribe("cusdt"));
        feed.frame(depthFrame("CUSDT", {50, 50}));
        feed.answer(50, "CUSDT");
        feed.runFor(1s);
        feed.unfollow("AUSDT");
        QCOMPARE(feed.takeSent().size(), std::size_t{2});
        QVERIFY(feed.session.stream() == old);
        feed.newestFrame(depthFrame("CUSDT", {51, 51}));
        QVERIFY(feed.session.stream() == old);
        feed.newestFrame(depthFrame("BUSDT", {101, 101}));
        QVERIFY(feed.session.stream() == feed.newest());
        for (const char *symbol : {"BUSDT", "CUSDT"}) {
            const auto index = *feed.session.indexOf(symbol);
            QVERIFY(feed.state(index) == FeedState::Live);
            QCOMPARE(feed.counters(index).gaps, std::uint64_t{0});
        }
        QCOMPARE(feed.book(*feed.session.indexOf("CUSDT")).updateId(), std::uint64_t{51});
    }

    void whatIsNotYetAskedForIsNotCalledLive()
    {
        FeedHarness feed;
        feed.goLive();
        for (const char *symbol : {"BUSDT", "CUSDT", "DUSDT"})
            feed.follow(symbol);
        QCOMPARE(feed.takeSent().size(), std::size_t{3});
        feed.follow("EUSDT");
        QVERIFY(feed.takeSent().empty());
        QVERIFY(feed.state(4) == FeedState::Connecting);
        QVERIFY2(holds(feed.reason(4), "waits"), feed.reason(4).c_str());
        QVERIFY(feed.book(4).status().retryAt);
        QVERIFY(!feed.book(4).snapshotDueAt());
        feed.runFor(1s);
        QCOMPARE(feed.takeSent().at(0).text, subscribe("eusdt"));
        QVERIFY(feed.state(4) == FeedState::Syncing);
        QVERIFY(feed.state() == FeedState::Live);
    }

    void whatComesAndGoesBeforeItsTurnIsNeverAskedFor()
    {
        FeedHarness feed;
        feed.goLive();
        for (const char *symbol : {"BUSDT", "CUSDT", "DUSDT", "EUSDT"})
            feed.follow(symbol);
        static_cast<void>(feed.takeSent());
        feed.unfollow("EUSDT");
        feed.runFor(5s);
        QVERIFY(feed.takeSent().empty());
    }

    void withoutBooksAConnectionTakesTheNextOne()
    {
        FeedHarness feed;
        feed.goLive();
        feed.unfollow("AUSDT");
        feed.runFor(30s);
        QCOMPARE(feed.opened(), std::size_t{1});
        feed.follow("BUSDT");
        feed.frame(depthFrame("BUSDT", {50, 50}));
        feed.answer(50, "BUSDT");
        QVERIFY(feed.state() == FeedState::Live);
    }

    void tradesOfTheirOwnConnectionAreToldThere()
    {
        Futures feed;
        feed.perform(feed.session.follow(bareInstrument("BUSDT"), feed.now));
        QCOMPARE(feed.sent.size(), std::size_t{2});
        QVERIFY(feed.sent[0].stream == feed.opened[0].stream && feed.sent[1].stream == feed.opened[1].stream);
        QVERIFY(holds(feed.sent[0].text, "busdt@depth@100ms") && !holds(feed.sent[0].text, "aggTrade"));
        QVERIFY(holds(feed.sent[1].text, "busdt@aggTrade") && !holds(feed.sent[1].text, "depth"));
        // The next one for the trades is asked for both.
        feed.perform(feed.session.onStreamClosed(
            feed.opened[1].stream, Error{ErrorCode::ConnectionClosed, "gone"}, feed.now));
        for (auto due = feed.session.nextDeadline(); feed.opened.size() < 3 && due;
             due = feed.session.nextDeadline()) {
            feed.now = *due;
            feed.perform(feed.session.onDeadline(feed.now));
        }
        QCOMPARE(feed.opened.size(), std::size_t{3});
        QVERIFY(holds(feed.opened[2].url, "/market/stream"));
        QVERIFY(holds(feed.opened[2].url, "ausdt@aggTrade") && holds(feed.opened[2].url, "busdt@aggTrade"));
    }
};

QTEST_GUILESS_MAIN(FeedFollowTest)
#include "feedfollowtest.moc"
