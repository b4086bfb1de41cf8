// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/feedsession.h"
#include "support/coinbaseframes.h"
#include "support/frametext.h"
#include "support/levels.h"
#include "venues/venuetable.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace touchline;
using namespace touchline::test::coinbase;
using namespace std::chrono_literals;
using test::changed;
using test::level;

namespace {

/// A session on Coinbase, written out by the test: virtual time, no threads, no sockets.
struct Line {
    FeedSession session;
    Instant now = Instant::fromMillis(1'770'000'000'000);
    StreamId stream{};
    std::vector<std::string> sent; ///< since the test last cleared it
    std::size_t closed = 0;

    explicit Line(
        const std::vector<std::string> &products = {"BTC-USD", "ETH-USD"}, SessionOptions options = {})
        : session(*findVenue("coinbase"), std::move(options), instrumentsOf(products))
    {
        open();
    }

    static std::vector<Instrument> instrumentsOf(const std::vector<std::string> &products)
    {
        std::vector<Instrument> instruments;
        std::transform(products.begin(), products.end(), std::back_inserter(instruments), bareInstrument);
        return instruments;
    }

    void perform(const FeedActions &actions)
    {
        for (const FeedAction &action : actions) {
            if (const auto *open = std::get_if<OpenStream>(&action))
                stream = open->stream;
            if (const auto *send = std::get_if<SendText>(&action))
                sent.push_back(send->text);
            closed += std::holds_alternative<CloseStream>(action);
        }
    }

    void open()
    {
        perform(session.start(now));
        perform(session.onStreamOpened(stream, now));
    }

    void frame(const std::string &text) { perform(session.onFrame(stream, text, now)); }

    void runFor(Duration by)
    {
        const Instant end = now + by;
        for (auto due = session.nextDeadline(); due && *due <= end; due = session.nextDeadline()) {
            now = std::max(now, *due);
            perform(session.onDeadline(now));
            if (session.nextDeadline() == due)
                return QTest::qFail("a deadline does not move", __FILE__, __LINE__);
        }
        now = end;
    }

    /// Heartbeats from this number on, one a second; gives the next number.
    std::uint64_t beat(std::uint64_t number, int seconds)
    {
        for (; seconds > 0; --seconds) {
            runFor(1s);
            frame(heartbeat(number++));
        }
        return number;
    }

    /// Snapshots of all books, the last of which has the number `last`; half a minute of peace before it.
    void goLive(std::uint64_t last = 10)
    {
        const std::size_t books = session.bookCount();
        for (std::size_t i = 0; i < books; ++i)
            frame(snapshot(last + 1 + i - books, session.book(i).instrument().symbol));
    }

    [[nodiscard]] bool isLive(std::size_t book = 0) const { return session.book(book).status().isLive(); }
    [[nodiscard]] FeedState state(std::size_t book = 0) const { return session.book(book).status().state; }
    [[nodiscard]] const FeedCounters &counters(std::size_t book = 0) const
    {
        return session.book(book).counters();
    }
    [[nodiscard]] std::optional<Level> bestBid(std::size_t book = 0) const
    {
        return session.book(book).book().bids().best();
    }
    [[nodiscard]] bool asksFor(std::string_view product) const
    {
        const Instrument instrument = bareInstrument(std::string(product));
        const auto wanted = findVenue("coinbase")->resubscribeMessages(instrument);
        return std::search(sent.begin(), sent.end(), wanted.begin(), wanted.end()) != sent.end();
    }
};

} // namespace

class CoinbaseSessionTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void dataMayComeBeforeTheAcknowledgement()
    {
        Line line;
        QCOMPARE(line.sent.size(), std::size_t{3});
        QVERIFY(line.state() == FeedState::Syncing);
        line.frame(snapshot(0, "BTC-USD"));
        QVERIFY(line.isLive());
        QVERIFY(!line.isLive(1));
        line.frame(update(1, "BTC-USD", {{"10.50", "3"}}));
        line.frame(ack(2));
        line.frame(snapshot(3, "ETH-USD"));
        QVERIFY(line.isLive() && line.isLive(1));
        QVERIFY(line.bestBid() == level("10.50", "3"));
        QCOMPARE(line.counters().gaps, std::uint64_t{0});
        QCOMPARE(line.session.malformedFrames(), std::uint64_t{0});
    }

    void updatesBeforeTheSnapshotAreOfNoBook()
    {
        Line line;
        line.frame(update(0, "BTC-USD", {{"10.50", "3"}}));
        QVERIFY(line.state() == FeedState::Syncing);
        line.frame(snapshot(1, "BTC-USD"));
        QVERIFY(line.bestBid() == level("10.00", "1"));
        QCOMPARE(line.counters().dropped, std::uint64_t{1});
    }

    void aFrameThatIsMissingEndsAllBooks()
    {
        Line line;
        line.goLive(10);
        line.sent.clear();
        QCOMPARE(line.beat(11, 40), std::uint64_t{51});
        // Of another channel: nobody knows what 51 was.
        line.frame(heartbeat(52));
        for (const std::size_t book : {0U, 1U}) {
            QVERIFY(line.state(book) == FeedState::Resyncing);
            QCOMPARE(line.counters(book).gaps, std::uint64_t{1});
            QVERIFY(line.session.book(book).status().cause == ErrorCode::SequenceGap);
        }
        line.runFor(2s);
        QVERIFY(line.asksFor("BTC-USD") && line.asksFor("ETH-USD"));
        QCOMPARE(line.sent.size(), std::size_t{4});
        line.frame(update(53, "BTC-USD", {{"10.50", "3"}}));
        QVERIFY(!line.isLive());
        line.frame(snapshot(54, "BTC-USD", {{"10.20", "7"}}));
        QVERIFY(line.isLive() && !line.isLive(1));
        line.frame(snapshot(55, "ETH-USD"));
        QVERIFY(line.isLive(1));
        QVERIFY(line.bestBid() == level("10.20", "7"));
        QCOMPARE(line.closed, std::size_t{0});
    }

    void aSubscriptionThatBringsNothingIsRepeated()
    {
        Line line({"BTC-USD"});
        line.sent.clear();
        static_cast<void>(line.beat(0, 9));
        QVERIFY(line.sent.empty());
        const auto next = line.beat(9, 2);
        QVERIFY(line.asksFor("BTC-USD"));
        line.frame(snapshot(next, "BTC-USD"));
        QVERIFY(line.isLive());
    }

    void theSameFrameAgainIsIgnored()
    {
        Line line;
        line.goLive(10);
        const std::string once = update(11, "BTC-USD", {{"10.50", "3"}});
        line.frame(once);
        line.frame(once);
        line.frame(update(12, "BTC-USD", {{"10.60", "1"}}));
        QVERIFY(line.isLive() && line.isLive(1));
        QCOMPARE(line.counters().deltas, std::uint64_t{2});
        QCOMPARE(line.counters().gaps, std::uint64_t{0});
    }

    void aWrongNumberIsNoticed_data()
    {
        QTest::addColumn<qulonglong>("number");
        for (const qulonglong number : {0ULL, 9ULL, 12ULL, 11'000ULL, 18'446'744'073'709'551'614ULL})
            QTest::newRow(qPrintable(QString::number(number))) << number;
    }

    void aWrongNumberIsNoticed()
    {
        QFETCH(qulonglong, number);
        Line line;
        line.goLive(10);
        line.frame(update(number, "BTC-USD", {{"10.50", "3"}}));
        QVERIFY(!line.isLive() && !line.isLive(1));
        QVERIFY(line.bestBid() == level("10.00", "1"));
        // What follows shows that the number was wrong, and still nobody knows what it stood for.
        line.frame(heartbeat(12));
        QVERIFY(!line.isLive() && !line.isLive(1));
    }

    void aFrameThatCannotBeReadEndsAllBooks_data()
    {
        QTest::addColumn<QByteArray>("frame");
        const std::string good = update(11, "BTC-USD", {{"10.50", "3"}});
        const auto row = [](const char *name, const std::string &frame) {
            QTest::newRow(name) << QByteArray::fromStdString(frame);
        };
        row("cut off", good.substr(0, good.size() / 2));
        row("no number", changed(good, "sequence_num", "sequence"));
        row("a number as text", changed(good, ":11,", R"(:"11",)"));
        row("a bad price", changed(good, "10.50", "10,50"));
        row("a bad side", changed(good, R"("bid")", R"("bit")"));
        row("a negative quantity", changed(good, R"("3")", R"("-3")"));
    }

    void aFrameThatCannotBeReadEndsAllBooks()
    {
        QFETCH(QByteArray, frame);
        Line line;
        line.goLive(10);
        line.frame(frame.toStdString());
        QVERIFY(!line.isLive() && !line.isLive(1));
        QVERIFY(line.bestBid() == level("10.00", "1"));
        QCOMPARE(line.session.malformedFrames(), std::uint64_t{1});
        line.frame(snapshot(12, "BTC-USD"));
        QVERIFY(line.isLive());
    }

    void aProductOfSomebodyElseCountsAsAFrame()
    {
        Line line;
        line.goLive(10);
        line.frame(update(11, "SOL-USD", {{"10.50", "3"}}));
        line.frame(update(12, "BTC-USD", {{"10.50", "3"}}));
        QVERIFY(line.isLive());
        QCOMPARE(line.session.foreignFrames(), std::uint64_t{1});
    }

    void aSnapshotInMidStreamReplacesTheBook()
    {
        Line line;
        line.goLive(10);
        line.frame(snapshot(11, "BTC-USD", {{"9.00", "4"}}, {{"9.50", "1"}}));
        QVERIFY(line.isLive());
        QVERIFY(line.bestBid() == level("9.00", "4"));
        QCOMPARE(line.session.book(0).book().bids().size(), std::size_t{1});
        QCOMPARE(line.counters().snapshots, std::uint64_t{2});
        QCOMPARE(line.counters().gaps + line.counters().resyncs, std::uint64_t{0});
    }

    void theLastOfTwoPricesHolds()
    {
        Line line;
        line.goLive(10);
        line.frame(update(11, "BTC-USD", {{"10.50", "3"}, {"10.50", "0"}, {"10.40", "1"}, {"10.40", "2"}}));
        QVERIFY(line.isLive());
        QVERIFY(line.bestBid() == level("10.40", "2"));
    }

    void aCrossedBookIsNotShown()
    {
        Line line;
        line.goLive(10);
        line.frame(update(11, "BTC-USD", {{"11.50", "3"}}));
        QVERIFY(line.state() == FeedState::Resyncing);
        QVERIFY(line.isLive(1));
    }

    void aNewConnectionCountsAnew()
    {
        Line line;
        line.goLive(10);
        line.perform(
            line.session.onStreamClosed(line.stream, {ErrorCode::ConnectionClosed, "cut"}, line.now));
        QVERIFY(line.state() == FeedState::Reconnecting);
        line.runFor(5s);
        line.perform(line.session.onStreamOpened(line.stream, line.now));
        line.frame(snapshot(0, "BTC-USD"));
        line.frame(update(1, "BTC-USD", {{"10.50", "3"}}));
        QVERIFY(line.isLive());
        QCOMPARE(line.counters().gaps, std::uint64_t{0});
    }

    void anErrorIsNotPassedOver()
    {
        Line line;
        line.goLive(10);
        line.frame(R"({"type":"error","message":"rate limit exceeded"})");
        QVERIFY(!line.isLive());
        QCOMPARE(line.closed, std::size_t{1});
        QVERIFY(line.session.book(0).status().reason.find("rate limit exceeded") != std::string::npos);
    }

    void heartbeatsKeepAQuietBookLive()
    {
        Line line;
        line.goLive(10);
        auto next = line.beat(11, 300);
        QVERIFY(line.isLive() && line.isLive(1));
        line.runFor(5s);
        QVERIFY(line.state() == FeedState::Stale && line.state(1) == FeedState::Stale);
        line.frame(heartbeat(next++));
        QVERIFY(line.isLive() && line.isLive(1));
        line.frame(update(next, "BTC-USD", {{"10.50", "3"}}));
        QVERIFY(line.bestBid() == level("10.50", "3"));
        QCOMPARE(line.counters().gaps, std::uint64_t{0});
    }

    void aSilentConnectionIsGivenUp()
    {
        Line line;
        line.goLive(10);
        line.runFor(11s);
        QCOMPARE(line.closed, std::size_t{1});
        QVERIFY(!line.isLive());
    }

    void aBookInUsdcGoesByItsOwnName()
    {
        Line line({"BTC-USDC"});
        QVERIFY(line.sent[1].find(R"(["BTC-USDC"])") != std::string::npos);
        line.frame(snapshot(0, "BTC-USD"));
        line.frame(update(1, "BTC-USD", {{"10.50", "3"}}));
        QVERIFY(line.isLive());
        QCOMPARE(line.session.bookCount(), std::size_t{1});
        QCOMPARE(line.session.book(0).instrument().symbol, std::string("BTC-USDC"));
        QVERIFY(line.bestBid() == level("10.50", "3"));
        line.sent.clear();
        line.frame(heartbeat(7));
        line.runFor(2s);
        QVERIFY(line.asksFor("BTC-USDC"));
    }

    void bothNamesOfABookAreFollowed()
    {
        Line line({"BTC-USDC", "BTC-USD"});
        line.frame(snapshot(0, "BTC-USD"));
        line.frame(update(1, "BTC-USD", {{"10.50", "3"}}));
        line.frame(trades(2, trade("BTC-USD", "7", "10.50")));
        for (const std::size_t book : {0U, 1U}) {
            QVERIFY(line.isLive(book));
            QVERIFY(line.bestBid(book) == level("10.50", "3"));
            QCOMPARE(line.counters(book).trades, std::uint64_t{1});
        }
        // Were it sent for each of the two, it would do no harm.
        line.frame(update(3, "BTC-USD", {{"10.50", "3"}}));
        line.frame(trades(4, trade("BTC-USD", "7", "10.50")));
        QCOMPARE(line.counters().trades, std::uint64_t{1});
        QVERIFY(line.isLive() && line.isLive(1));
    }

    void aRecordingHasTheNamesThatFramesBear()
    {
        Line line({}, {.hosts = {}, .hasDeadlines = false, .acceptsNewSymbols = true});
        line.frame(snapshot(0, "BTC-USD"));
        line.frame(update(1, "BTC-USD"));
        line.frame(snapshot(2, "USDT-USDC"));
        QCOMPARE(line.session.bookCount(), std::size_t{2});
        QVERIFY(line.session.indexOf("BTC-USD").has_value());
        QVERIFY(line.session.indexOf("USDT-USDC").has_value());
    }
};

QTEST_APPLESS_MAIN(CoinbaseSessionTest)
#include "coinbasesessiontest.moc"
