// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/feedharness.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;
using test::depthFrame;
using test::FeedHarness;

class FeedAccountTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void changesNameTheBookAndWhatChanged()
    {
        FeedHarness feed({"AUSDT", "BUSDT"});
        feed.goLive(100);
        const auto lastChange = [&feed](FeedChange::Kind kind) {
            const auto changes = feed.session.changes();
            return changes.size() == 1 && changes[0].book == 1 && changes[0].kind == kind;
        };
        feed.frame(depthFrame("BUSDT", {101, 101}));
        QVERIFY(lastChange(FeedChange::Kind::Book));
        feed.frame(depthFrame("BUSDT", {101, 101}));
        QVERIFY(feed.session.changes().empty());
        feed.frame(test::tradeFrame("BUSDT", "10"));
        QVERIFY(lastChange(FeedChange::Kind::Trade));
        feed.frame(test::quoteFrame("BUSDT", 101));
        QVERIFY(lastChange(FeedChange::Kind::Quote));
        feed.frame(depthFrame("BUSDT", {200, 200}));
        QVERIFY(lastChange(FeedChange::Kind::State));
    }

    void everyFrameIsCounted()
    {
        FeedHarness feed({"AUSDT", "BUSDT"});
        feed.goLive(100);
        feed.frame(depthFrame("AUSDT", {101, 101}));
        feed.frame(test::tradeFrame("BUSDT", "10"));
        feed.frame(test::quoteFrame("AUSDT", 101));
        feed.frame(depthFrame("XUSDT", {1, 1}));
        feed.frame(R"({"result":null,"id":1})");
        feed.frame("?");
        QCOMPARE(feed.session.frames(), std::uint64_t{8});
        QCOMPARE(
            feed.counters(0).frames + feed.counters(1).frames + feed.session.foreignFrames() +
                feed.session.malformedFrames() + 1,
            feed.session.frames());
        QCOMPARE(feed.counters(1).trades, std::uint64_t{1});
        QCOMPARE(feed.counters(0).quotes, std::uint64_t{1});
        QVERIFY(feed.counters(0).bytes > 0 && feed.counters(0).bytes < feed.session.bytes());
    }

    void everyDeltaIsAppliedStaleOrDropped()
    {
        FeedHarness feed;
        feed.open();
        // Applied from the buffer, then a gap in it.
        for (const std::uint64_t id : {101U, 102U, 104U, 105U})
            feed.frame(depthFrame("AUSDT", {id, id}));
        feed.answer(100);
        QVERIFY(feed.state() == FeedState::Resyncing);
        feed.runFor(1s);
        feed.answer(104);
        QVERIFY(feed.state() == FeedState::Live);
        // Buffered when the connection ends, and when a new one is wanted.
        feed.frame(depthFrame("AUSDT", {108, 108}));
        feed.lose();
        feed.runFor(500ms);
        feed.accept();
        feed.frame(depthFrame("AUSDT", {109, 109}));
        feed.reconnect();
        feed.accept();
        feed.frame(depthFrame("AUSDT", {110, 110}));
        feed.answer(110);
        QVERIFY(feed.state() == FeedState::Live);
        const FeedCounters &counted = feed.counters();
        QCOMPARE(counted.deltas + counted.stale + counted.dropped, std::uint64_t{7});
        QCOMPARE(counted.frames, std::uint64_t{7});
        QCOMPARE(counted.dropped, std::uint64_t{4});
    }
};

QTEST_APPLESS_MAIN(FeedAccountTest)
#include "feedaccounttest.moc"
