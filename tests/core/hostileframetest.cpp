// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/digest.h"
#include "support/feedharness.h"
#include "support/frametext.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;
using test::changed;
using test::combined;
using test::depthFrame;
using test::FeedHarness;

namespace {

std::string goodFrame()
{
    return depthFrame("AUSDT", {101, 102}, {{"9.50", "3"}, {"9.00", "1"}}, {{"12.00", "4"}});
}

std::string nested(std::size_t depth)
{
    return std::string(depth, '[') + std::string(depth, ']');
}

/// A whole update with something odd in a member that nobody reads.
std::string with(const std::string &odd)
{
    return changed(goodFrame(), R"("U":)", R"("odd":)" + odd + R"(,"U":)");
}

std::string digestOf(const BookFeed &feed)
{
    return digestText(feed.book(), feed.instrument().decimals);
}

} // namespace

/// Whatever comes from a venue, a book has either all of a frame or nothing of it.
class HostileFrameTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aRefusedFrameLeavesTheBookAndIsCounted_data()
    {
        QTest::addColumn<std::string>("frame");
        QTest::addColumn<int>("kind");
        const std::string good = goodFrame();
        const auto row = [](const char *name, const std::string &frame, ErrorCode kind) {
            QTest::newRow(name) << frame << static_cast<int>(kind);
        };
        row("empty", "", ErrorCode::BadJson);
        row("no JSON", "garbage", ErrorCode::BadJson);
        row("truncated in a level", good.substr(0, good.find("9.00")), ErrorCode::BadJson);
        row("truncated by its last byte", good.substr(0, good.size() - 1), ErrorCode::BadJson);
        row("something after it", good + "x", ErrorCode::BadJson);
        row("no UTF-8", changed(good, "AUSDT", "AUS\xffT"), ErrorCode::BadJson);
        row("no UTF-8 where nobody looks", combined(good, "a\xff"), ErrorCode::BadJson);
        row("a control character", changed(good, R"("b")", "\"b\x01\""), ErrorCode::BadJson);
        row("binary", std::string("\x81\x00\xde\xad\xbe\xef", 6), ErrorCode::BadJson);
        row("deep lists", nested(33), ErrorCode::BadJson);
        row("a million deep", nested(1'000'000), ErrorCode::BadJson);
        row("a million open", std::string(1'000'000, '['), ErrorCode::BadJson);
        row("deep inside", with(nested(100)), ErrorCode::BadJson);
        row("a list", "[]", ErrorCode::UnexpectedShape);
        row("no symbol", changed(good, R"("s":"AUSDT",)", ""), ErrorCode::UnexpectedShape);
        row("a number as symbol", changed(good, R"("AUSDT")", "7"), ErrorCode::UnexpectedShape);
        row("no first id", changed(good, R"("U":101,)", ""), ErrorCode::UnexpectedShape);
        row("no last id", changed(good, R"("u":102,)", ""), ErrorCode::UnexpectedShape);
        row("ids in the wrong order", changed(good, R"("u":102)", R"("u":100)"), ErrorCode::UnexpectedShape);
        row("a negative id", changed(good, R"("U":101)", R"("U":-101)"), ErrorCode::UnexpectedShape);
        row("a fraction as id", changed(good, R"("U":101)", R"("U":101.5)"), ErrorCode::UnexpectedShape);
        row("an id beyond 64 bits", changed(good, ":102", ":99999999999999999999"), ErrorCode::BadJson);
        row("no bids", changed(good, R"("b":)", R"("c":)"), ErrorCode::UnexpectedShape);
        row("bids that are no list", changed(good, R"("b":[)", R"("b":7,"c":[)"), ErrorCode::UnexpectedShape);
        row("a level of one", changed(good, R"(["9.00","1"])", R"(["9.00"])"), ErrorCode::UnexpectedShape);
        row("a level of null", changed(good, R"(["9.00","1"])", "null"), ErrorCode::UnexpectedShape);
        row("a number as price", changed(good, R"("9.00")", "9.00"), ErrorCode::UnexpectedShape);
        row("no number", changed(good, "9.00", "9,00"), ErrorCode::BadNumber);
        row("not a number", changed(good, "9.00", "NaN"), ErrorCode::BadNumber);
        row("an empty number", changed(good, "9.00", ""), ErrorCode::BadNumber);
        row("a price of zero", changed(good, "9.00", "0.00"), ErrorCode::BadNumber);
        row("a negative price", changed(good, "9.00", "-9.00"), ErrorCode::BadNumber);
        row("a negative quantity", changed(good, R"("1"])", R"("-1"])"), ErrorCode::NegativeQty);
        row("an absurd price", changed(good, "9.00", "9e99"), ErrorCode::NumberOverflow);
        row("an absurd quantity", changed(good, R"("1"])", R"("99999999999999999999"])"),
            ErrorCode::NumberOverflow);
        row("too many digits", changed(good, "9.00", "9.000000001"), ErrorCode::TooManyDecimals);
        row("the last ask is bad", changed(good, R"("4")", R"("-4")"), ErrorCode::NegativeQty);
        row("a price twice", changed(good, "9.00", "9.50"), ErrorCode::DuplicateLevel);
        row("a price twice, written differently", changed(good, "9.00", "9.5"), ErrorCode::DuplicateLevel);
        row("a price twice, apart", changed(good, R"(["9.00","1"])", R"(["9.00","1"],["9.5","0"])"),
            ErrorCode::DuplicateLevel);
    }

    void aRefusedFrameLeavesTheBookAndIsCounted()
    {
        QFETCH(std::string, frame);
        QFETCH(int, kind);
        FeedHarness feed;
        feed.goLive(100);
        // The decoder that has seen a good frame is another one than at the first.
        feed.frame(depthFrame("AUSDT", {101, 101}, {{"9.00", "7"}}));
        QVERIFY(feed.state() == FeedState::Live);
        const std::string before = digestOf(feed.book());
        const FeedView shown = feed.view();
        feed.frame(frame);
        QCOMPARE(digestOf(feed.book()), before);
        QVERIFY(feed.state() == FeedState::Resyncing);
        QVERIFY(feed.view().book->bids == shown.book->bids);
        QCOMPARE(feed.session.malformedFrames(), std::uint64_t{1});
        QCOMPARE(feed.session.malformedFrames(static_cast<ErrorCode>(kind)), std::uint64_t{1});
        QCOMPARE(feed.reports().size(), std::size_t{1});
        QCOMPARE(feed.reports().front().bytes, frame.size());
        QCOMPARE(feed.counters().malformed, std::uint64_t{1});
    }

    void unsortedLevelsAreNoFault()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.frame(depthFrame(
            "AUSDT", {101, 101}, {{"9.00", "1"}, {"9.50", "2"}, {"8.00", "3"}}, {{"13", "1"}, {"12", "1"}}));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.book().book().bids().size(), std::size_t{4});
    }

    void deepButNotTooDeepIsRead()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.frame(
            changed(goodFrame(), R"("U":101,"u":102)", R"("odd":)" + nested(20) + R"(,"U":101,"u":101)"));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.book().updateId(), std::uint64_t{101});
    }

    void anotherSymbolTouchesNothing()
    {
        FeedHarness feed;
        feed.goLive(100);
        const std::string before = digestOf(feed.book());
        feed.frame(changed(goodFrame(), "AUSDT", "<b>X</b>"));
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(digestOf(feed.book()), before);
        QCOMPARE(feed.session.foreignFrames(), std::uint64_t{1});
    }

    void aCrossedResultIsNotShown()
    {
        FeedHarness feed;
        feed.goLive(100);
        const FeedView shown = feed.view();
        feed.frame(depthFrame("AUSDT", {101, 101}, {{"11.50", "1"}}));
        QVERIFY(feed.state() == FeedState::Resyncing);
        const FeedView after = feed.view();
        QVERIFY(after.book->bids == shown.book->bids);
        QVERIFY(after.integrity.completeId == std::uint64_t{100});
    }

    void aSnapshotIsTakenWholeOrNotAtAll_data()
    {
        QTest::addColumn<std::string>("body");
        const std::string good = test::snapshotBody(105, {{"10.00", "1"}, {"9.00", "1"}}, {{"11.00", "2"}});
        QTest::newRow("a price twice") << changed(good, "9.00", "10.00");
        QTest::newRow("crossed") << changed(good, "11.00", "9.99");
        QTest::newRow("truncated") << good.substr(0, good.size() - 1);
        QTest::newRow("a negative quantity") << changed(good, R"("2")", R"("-2")");
        QTest::newRow("an absurd price") << changed(good, "9.00", "1e400");
        QTest::newRow("no id") << changed(good, R"("lastUpdateId":105,)", "");
        QTest::newRow("deep") << nested(1'000'000);
        QTest::newRow("empty") << std::string();
    }

    void aSnapshotIsTakenWholeOrNotAtAll()
    {
        QFETCH(std::string, body);
        FeedHarness feed;
        feed.open();
        feed.frame(depthFrame("AUSDT", {101, 101}));
        feed.reply(feed.fetches().back().id, 200, body);
        QVERIFY(feed.state() != FeedState::Live);
        QVERIFY(!feed.book().integrity().completeId);
        feed.runFor(40s);
        feed.answer(105);
        QVERIFY(feed.state() == FeedState::Live);
    }

    void theWordsOfAVenueAreCut()
    {
        std::string words = "no ";
        while (words.size() < 2'000'000)
            words += "\u00e4";
        FeedHarness feed;
        feed.goLive(100);
        feed.frame(R"({"code":2,"msg":")" + words + R"("})");
        QVERIFY(feed.state() == FeedState::Reconnecting);
        QVERIFY(feed.reason().find("no \u00e4") != std::string::npos);
        QVERIFY2(feed.reason().size() < 400, QByteArray::number(qint64(feed.reason().size())));
        QVERIFY(QString::fromStdString(feed.reason()).toStdString() == feed.reason());
        feed.runFor(1s);
        feed.accept();
        feed.frame(depthFrame("AUSDT", {200, 200}));
        feed.reply(feed.fetches().back().id, 503, R"({"code":-1,"msg":")" + words + R"("})");
        QVERIFY(feed.reason().find("HTTP 503: no \u00e4") != std::string::npos);
        QVERIFY(feed.reason().size() < 400);
    }

    void manyBadFramesAreManyCountsAndOneReport()
    {
        FeedHarness feed;
        feed.goLive(100);
        for (int i = 0; i < 1000; ++i)
            feed.frame("?");
        QCOMPARE(feed.session.malformedFrames(ErrorCode::BadJson), std::uint64_t{1000});
        QCOMPARE(feed.reports().size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(HostileFrameTest)
#include "hostileframetest.moc"
