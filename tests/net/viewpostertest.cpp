// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/viewposter.h"

#include "base/tickclock.h"
#include "support/levels.h"

#include <QEventLoop>
#include <QRegularExpression>
#include <QTest>
#include <QTimer>

using namespace touchline;
using test::delta;
using test::level;
using test::snapshot;
using namespace std::chrono_literals;
using Kind = FeedChange::Kind;

namespace {

constexpr Instant start = Instant::fromMillis(1'770'000'000'000);

/// Runs an event loop that sleeps between its turns, as a feed thread's does.
void live(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

/// A poster on this thread, and a live book of three levels a side.
struct Posting {
    ViewMailbox mailbox;
    ViewPoster poster{mailbox};
    BookFeed feed{{"demo", true}, bareInstrument("AUSDT"), 1};
    std::uint64_t id = 100;
    Instant now = start;

    Posting()
    {
        feed.onStreamOpened(start);
        feed.onSnapshotRequested();
        feed.onSnapshot(
            snapshot(
                id, {level(10, 1), level(9, 1), level(8, 1)}, {level(14, 2), level(15, 2), level(16, 2)}),
            0, start);
        poster.followTurns();
        poster.select(1);
        poster.show(feed, [this] { return now; });
    }

    void change()
    {
        ++id;
        feed.onDepth(delta(id, id, {level(10, static_cast<std::int64_t>(id))}), now);
        poster.onChange(Kind::Book);
    }

    [[nodiscard]] std::optional<FeedView> take()
    {
        auto posted = mailbox.take();
        return posted ? std::optional(std::move(posted->view)) : std::nullopt;
    }

    /// Changes and takes until a view carries only what the scope asks for.
    [[nodiscard]] bool becomesShallow()
    {
        return QTest::qWaitFor([this] {
            change();
            QCoreApplication::processEvents();
            const auto view = take();
            return view && !view->book->isDeep();
        });
    }
};

} // namespace

/// What goes into the mailbox, and when.
class ViewPosterTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aChangeOfStateIsPostedAtOnce()
    {
        Posting posting;
        const auto view = posting.take();
        QVERIFY(view);
        QVERIFY(view->status.isLive());
        posting.poster.onChange(Kind::State);
        QVERIFY(posting.take());
    }

    void whatATurnChangedIsPostedAtItsEnd()
    {
        Posting posting;
        static_cast<void>(posting.take());
        posting.change();
        posting.change();
        QVERIFY(!posting.mailbox.hasUnread());
        // On a slow machine a pause follows the view before.
        for (int i = 0; i < 20 && !posting.mailbox.hasUnread(); ++i)
            live(i == 0 ? 0ms : 1ms);
        const auto view = posting.take();
        QVERIFY(view);
        QCOMPARE(view->book->updateId, posting.id);
        QCOMPARE(view->counters.conflated, std::uint64_t{0});
    }

    void aTurnThatDoesNotEndStillPosts()
    {
        Posting posting;
        static_cast<void>(posting.take());
        // By the poster's own clock.
        const std::int64_t begun = tickNanos();
        while (tickNanos() - begun < Duration(12ms).count())
            posting.change();
        QVERIFY(posting.take());
    }

    void onlyWhatIsLookedAtIsCarried()
    {
        Posting posting;
        posting.poster.setScope(1);
        QVERIFY(posting.becomesShallow());
    }

    void theWholeBookComesByItselfAfterTheLastChange()
    {
        Posting posting;
        posting.poster.setScope(1);
        QVERIFY(posting.becomesShallow());
        std::optional<FeedView> last;
        const auto isDeep = [&] {
            if (auto view = posting.take())
                last = std::move(view);
            return last && last->book->isDeep();
        };
        for (int i = 0; i < 40 && !isDeep(); ++i)
            live(10ms);
        QVERIFY(isDeep());
        QCOMPARE(last->book->updateId, posting.id);
        live(450ms);
        QVERIFY2(!posting.mailbox.hasUnread(), "a feed that is quiet must not post");
    }

    void theWholeBookIsNotLostWhenNobodyTookIt()
    {
        Posting posting;
        posting.poster.setScope(1);
        QVERIFY(posting.becomesShallow());
        posting.change();
        live(250ms);
        for (int i = 0; i < 5; ++i) {
            posting.change();
            live(1ms);
        }
        const auto view = posting.take();
        QCOMPARE(view->book->updateId, posting.id);
        QVERIFY(view->book->isDeep());
    }

    void whenNobodyLooksOnlyAnotherStateIsShown()
    {
        Posting posting;
        static_cast<void>(posting.take());
        posting.poster.setScope(std::nullopt);
        posting.change();
        live(20ms);
        QVERIFY(!posting.mailbox.hasUnread());
        posting.feed.onStale(posting.now);
        posting.poster.onChange(Kind::State);
        const auto stale = posting.take();
        QVERIFY(stale);
        QVERIFY(stale->status.state == FeedState::Stale);
        posting.change();
        posting.poster.setScope(1);
        const auto view = posting.take();
        QVERIFY(view);
        QCOMPARE(view->book->updateId, posting.id);
    }

    void anotherScopeIsServedAtOnce()
    {
        Posting posting;
        posting.poster.setScope(1);
        QVERIFY(posting.becomesShallow());
        static_cast<void>(posting.take());
        posting.poster.setScope(2);
        QCOMPARE(posting.take()->book->bids.size(), std::size_t{2});
    }

    void aViewIsOfTheMomentInWhichItIsMade()
    {
        Posting posting;
        static_cast<void>(posting.take());
        const auto before = std::chrono::steady_clock::now();
        // Nothing has come for a while, and somebody looks elsewhere.
        posting.now = start + 9s;
        posting.poster.setScope(2);
        const auto view = posting.take();
        QVERIFY(view);
        QVERIFY(view->takenAt == start + 9s);
        QVERIFY(view->postedAt >= before);
    }

    void whoComesLaterSeesTheSameMoment()
    {
        Posting posting;
        posting.now = start + 9s;
        ViewMailbox mailbox;
        ViewPoster other(mailbox);
        other.select(1);
        other.show(posting.feed, [&posting] { return posting.now; });
        QVERIFY(mailbox.take()->view.takenAt == start + 9s);
    }

    void aSelectionForgetsTheFeedBefore()
    {
        Posting posting;
        static_cast<void>(posting.take());
        posting.change();
        posting.poster.select(2);
        live(20ms);
        QVERIFY(!posting.mailbox.hasUnread());
    }
};

QTEST_GUILESS_MAIN(ViewPosterTest)
#include "viewpostertest.moc"
