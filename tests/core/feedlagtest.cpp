// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/feedharness.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;
using test::depthFrame;
using test::FeedHarness;

namespace {

std::int64_t ticks = 0;

SessionOptions timed()
{
    SessionOptions options;
    options.steadyNanos = [] { return ticks; };
    return options;
}

} // namespace

/// A book that lags behind its socket is not shown as live for long.
class FeedLagTest : public QObject {
    Q_OBJECT

private:
    /// A frame a second that waited `waited` until its turn.
    static void play(FeedHarness &feed, int seconds, Duration waited)
    {
        for (int i = 0; i < seconds; ++i) {
            const std::uint64_t id = feed.book().updateId() + 1;
            ticks += Duration(1s).count();
            feed.wait(1s);
            feed.frame(depthFrame("AUSDT", {id, id}), ticks - waited.count());
        }
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        ticks = 1'000'000'000'000;
    }

    void framesThatWaitForLongEndTheConnection()
    {
        FeedHarness feed({"AUSDT"}, timed());
        feed.goLive(100);
        play(feed, 5, 1100ms);
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.book().updateId(), std::uint64_t{105});
        play(feed, 1, 1100ms);
        QVERIFY(feed.state() == FeedState::Reconnecting);
        QCOMPARE(feed.reason(), std::string("this program is too slow for the feed"));
        QCOMPARE(feed.closed(), std::size_t{1});
        QCOMPARE(feed.counters().reconnects, std::uint64_t{1});
        feed.runFor(1s);
        feed.accept();
        feed.frame(depthFrame("AUSDT", {200, 200}), ticks);
        feed.answer(200);
        QVERIFY(feed.state() == FeedState::Live);
    }

    void oneThatCameInTimeBeginsTheCountAnew()
    {
        FeedHarness feed({"AUSDT"}, timed());
        feed.goLive(100);
        play(feed, 5, 1100ms);
        play(feed, 1, 900ms);
        play(feed, 5, 1100ms);
        QVERIFY(feed.state() == FeedState::Live);
    }

    void whatWaitedOnTheLastConnectionIsForgotten()
    {
        FeedHarness feed({"AUSDT"}, timed());
        feed.goLive(100);
        play(feed, 5, 1100ms);
        feed.lose();
        feed.runFor(1s);
        feed.accept();
        feed.frame(depthFrame("AUSDT", {200, 200}), ticks - Duration(2s).count());
        feed.answer(200);
        QVERIFY(feed.state() == FeedState::Live);
    }

    void whereItIsNotKnownNothingHasWaited()
    {
        FeedHarness feed({"AUSDT"}, timed());
        feed.goLive(100);
        for (std::uint64_t id = 101; id < 120; ++id) {
            ticks += Duration(1s).count();
            feed.wait(1s);
            feed.frame(depthFrame("AUSDT", {id, id}));
        }
        QVERIFY(feed.state() == FeedState::Live);
    }
};

QTEST_APPLESS_MAIN(FeedLagTest)
#include "feedlagtest.moc"
