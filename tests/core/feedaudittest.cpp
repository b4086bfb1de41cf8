// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/feedharness.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace touchline::test;
using namespace std::chrono_literals;

namespace {

const LevelTexts usualBids{{"10.00", "1"}};
const LevelTexts usualAsks{{"11.00", "2"}};

std::string quote(std::uint64_t id, std::string_view bidQty)
{
    return R"({"u":)" + std::to_string(id) + R"(,"s":"AUSDT","b":"10.00","B":")" + std::string(bidQty) +
           R"(","a":"11.00","A":"2"})";
}

std::uint64_t lastFetch(const FeedHarness &feed)
{
    return feed.fetches().back().id;
}

} // namespace

class FeedAuditTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aQuoteOfTheSameUpdateVerifiesTheBook()
    {
        FeedHarness feed;
        feed.goLive(100);
        QCOMPARE(feed.book().integrity().method(), IntegrityMethod::Sequence);
        feed.wait(1s);
        feed.frame(quote(101, "5"));
        feed.frame(depthFrame("AUSDT", {101, 101}, {{"10.00", "5"}}));
        const Integrity &integrity = feed.book().integrity();
        QCOMPARE(integrity.method(), IntegrityMethod::Audit);
        QVERIFY(integrity.audit.verifiedId == 101);
        QVERIFY(integrity.audit.verifiedAt == feed.now);
        QCOMPARE(integrity.audit.quotesVerified, std::uint64_t{1});
        QCOMPARE(feed.state(), FeedState::Live);
    }

    void aQuoteThatContradictsTheBookEndsItsLiveState()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.frame(quote(101, "5"));
        feed.frame(depthFrame("AUSDT", {101, 101}, {{"10.00", "6"}}));
        QCOMPARE(feed.state(), FeedState::Resyncing);
        QCOMPARE(
            feed.reason(),
            std::string(
                "audit mismatch: at update 101 the touch was 10 x 6 / 11 x 2, the venue's own quote says "
                "10 x 5 / 11 x 2"));
        QCOMPARE(feed.book().integrity().audit.mismatched, std::uint64_t{1});
        QCOMPARE(feed.book().integrity().method(), IntegrityMethod::Sequence);
        feed.runFor(1s);
        feed.answer(105);
        QCOMPARE(feed.state(), FeedState::Live);
    }

    void aLateQuoteCountsAsWell()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.frame(quote(100, "1")); // who has seen none does not keep what a late one is compared with
        feed.frame(depthFrame("AUSDT", {101, 101}, {{"10.00", "6"}}));
        feed.frame(quote(101, "5"));
        QCOMPARE(feed.state(), FeedState::Resyncing);
    }

    void aLiveBookIsComparedWithSnapshotsNowAndThen()
    {
        FeedHarness feed;
        feed.goLive(100);
        const std::size_t before = feed.fetches().size();
        feed.runFor(11s);
        QCOMPARE(feed.fetches().size(), before + 1);
        feed.reply(lastFetch(feed), 200, snapshotBody(100, usualBids, usualAsks));
        QCOMPARE(feed.state(), FeedState::Live);
        QCOMPARE(feed.book().integrity().audit.snapshotsVerified, std::uint64_t{1});
        QVERIFY(feed.book().integrity().audit.verifiedId == 100);
        // A minute after the first one that nobody was silent for.
        for (int second = 0; second < 61; ++second) {
            feed.frame(tradeFrame("AUSDT", "10.00"));
            feed.runFor(1s);
        }
        QCOMPARE(feed.fetches().size(), before + 2);
    }

    void updatesSinceTheRequestLeadTheSnapshotOn()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.runFor(11s);
        feed.frame(depthFrame("AUSDT", {101, 103}, {{"9.00", "4"}}));
        feed.frame(depthFrame("AUSDT", {104, 106}, {{"10.00", "3"}}));
        feed.reply(lastFetch(feed), 200, snapshotBody(103, {{"10.00", "1"}, {"9.00", "4"}}, usualAsks));
        QCOMPARE(feed.book().integrity().audit.snapshotsVerified, std::uint64_t{1});
        QVERIFY(feed.book().integrity().audit.verifiedId == 106);
    }

    void aSnapshotThatContradictsTheBookEndsItsLiveState()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.runFor(11s);
        feed.reply(lastFetch(feed), 200, snapshotBody(100, {{"10.00", "1.5"}}, usualAsks));
        QCOMPARE(feed.state(), FeedState::Resyncing);
        QCOMPARE(
            feed.reason(),
            std::string("audit mismatch: at update 100 the bid 10 held 1, a snapshot says 1.5"));
        QCOMPARE(feed.book().integrity().audit.mismatched, std::uint64_t{1});
    }

    void anAuditThatFailsChangesNothing()
    {
        for (const int status : {0, 400, 429, 500}) {
            FeedHarness feed;
            feed.goLive(100);
            feed.runFor(11s);
            feed.reply(lastFetch(feed), status, "no");
            QCOMPARE(feed.state(), FeedState::Live);
            QVERIFY(!feed.book().isAuditUnderWay());
        }
        FeedHarness garbled;
        garbled.goLive(100);
        garbled.runFor(11s);
        garbled.reply(lastFetch(garbled), 200, "{]");
        QCOMPARE(garbled.state(), FeedState::Live);
    }

    void aQuietMarketIsNotStaleWhileSnapshotsSayTheSame()
    {
        FeedHarness feed;
        feed.goLive(100);
        for (int second = 0; second < 300; ++second) {
            feed.runFor(1s);
            feed.session.onPong(feed.session.stream(), feed.now);
            for (std::size_t i = feed.fetches().size(); i-- > 0 && feed.book().isAuditUnderWay();)
                feed.reply(feed.fetches()[i].id, 200, snapshotBody(100, usualBids, usualAsks));
            QCOMPARE(feed.state(), FeedState::Live);
        }
        QVERIFY(feed.book().integrity().audit.snapshotsVerified >= 15);
    }

    void aQuietMarketWithoutAnAnswerIsStale()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.runFor(29s);
        QCOMPARE(feed.state(), FeedState::Live);
        feed.runFor(2s);
        QCOMPARE(feed.state(), FeedState::Stale);
    }

    void aStreamThatLagsBehindASnapshotIsGivenUp()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.runFor(11s);
        feed.reply(lastFetch(feed), 200, snapshotBody(105, usualBids, usualAsks));
        QCOMPARE(feed.state(), FeedState::Live);
        feed.runFor(1s);
        QCOMPARE(feed.state(), FeedState::Stale);
        QVERIFY(feed.reason().find("the exchange has gone on") != std::string::npos);
        feed.runFor(3s);
        QCOMPARE(feed.closed(), std::size_t{0});
        feed.runFor(2s);
        QCOMPARE(feed.closed(), std::size_t{1});
        QCOMPARE(feed.state(), FeedState::Reconnecting);
        QVERIFY(feed.reason().find("stands still") != std::string::npos);
    }

    void aStreamThatLagsALittleIsStillLive()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.runFor(9s);
        feed.frame(depthFrame("AUSDT", {101, 101}));
        feed.runFor(2s);
        feed.reply(lastFetch(feed), 200, snapshotBody(105, usualBids, usualAsks));
        feed.runFor(900ms);
        feed.frame(depthFrame("AUSDT", {102, 104}));
        feed.runFor(2900ms);
        QCOMPARE(feed.state(), FeedState::Live);
    }

    void theSilenceOfABusyMarketIsAskedAboutSoon()
    {
        FeedHarness feed;
        feed.goLive(100);
        for (int i = 0; i < 5000; ++i) {
            feed.runFor(100ms);
            feed.frame(tradeFrame("AUSDT", "10.00"));
            if (feed.book().isAuditUnderWay())
                feed.reply(lastFetch(feed), 200, snapshotBody(100, usualBids, usualAsks));
        }
        const std::size_t before = feed.fetches().size();
        feed.runFor(2900ms);
        QCOMPARE(feed.fetches().size(), before);
        feed.runFor(200ms);
        QVERIFY(feed.book().isAuditUnderWay());
        feed.reply(lastFetch(feed), 200, snapshotBody(105, usualBids, usualAsks));
        feed.runFor(6s);
        QCOMPARE(feed.closed(), std::size_t{1});
        QCOMPARE(feed.state(), FeedState::Reconnecting);
    }

    void aStreamThatCatchesUpIsKept()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.runFor(11s);
        feed.reply(lastFetch(feed), 200, snapshotBody(105, usualBids, usualAsks));
        feed.runFor(3s);
        feed.frame(depthFrame("AUSDT", {101, 105}));
        feed.runFor(10s);
        QCOMPARE(feed.closed(), std::size_t{0});
        QCOMPARE(feed.book().integrity().audit.snapshotsVerified, std::uint64_t{1});
    }

    void theVenuesOwnCountOfWeightHoldsAuditsBack()
    {
        FeedHarness feed;
        feed.goLive(100);
        HttpReply reply;
        reply.id = lastFetch(feed);
        feed.runFor(11s);
        reply.id = lastFetch(feed);
        reply.status = 200;
        reply.body = snapshotBody(100, usualBids, usualAsks);
        reply.usedWeight = 5000;
        static_cast<void>(feed.session.onReply(reply, feed.now));
        const std::size_t before = feed.fetches().size();
        for (int second = 0; second < 58; ++second) {
            feed.runFor(1s);
            feed.frame(tradeFrame("AUSDT", "10.00"));
        }
        QCOMPARE(feed.fetches().size(), before);
    }

    void breaksAreKeptWithTheirCause()
    {
        FeedHarness feed;
        feed.goLive(100);
        QVERIFY(feed.book().breaks()->empty());
        feed.runFor(5s);
        const Instant begun = feed.now;
        feed.frame(depthFrame("AUSDT", {105, 106}));
        QCOMPARE(feed.book().breaks()->size(), std::size_t{1});
        QVERIFY(!feed.book().breaks()->front().ended);
        feed.runFor(1s);
        feed.answer(110);
        const FeedBreak &kept = feed.book().breaks()->front();
        QVERIFY(kept.begun == begun);
        QVERIFY(kept.ended == feed.now);
        QVERIFY(kept.lastId == 100);
        QVERIFY(kept.firstId == 110);
        QCOMPARE(kept.cause, std::string("sequence gap: updates 101 to 104 are missing"));
        QCOMPARE(feed.view().breaks->size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(FeedAuditTest)
#include "feedaudittest.moc"
