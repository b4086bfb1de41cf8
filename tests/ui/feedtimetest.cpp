// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feedtime.h"

#include "feedviews.h"
#include "support/windowtest.h"
#include "ui/ladder/ladderoverlay.h"
#include "ui/ladder/ladderview.h"
#include "ui/panes/breaksdock.h"
#include "ui/panes/breaksmodel.h"
#include "ui/panes/statusstrip.h"
#include "ui/panes/touchpane.h"

#include <QTableView>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

namespace {

/// Silent for two seconds when it was posted, which was `ago`.
FeedView viewPosted(std::chrono::milliseconds ago)
{
    FeedView view = smallView();
    view.lastFrameAt = view.takenAt + -2s;
    view.lastTrade = Trade{price("100.01"), Qty(50'000'000), Aggressor::Seller, view.takenAt + -2s};
    view.postedAt = std::chrono::steady_clock::now() - ago;
    return view;
}

} // namespace

/// What is said to be old is as old as that, whatever the window was doing meanwhile.
class FeedTimeTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(test::warningsOfWindows()); }

    void timeGoesOnFromWhenTheViewWasPosted()
    {
        FeedTime time;
        const FeedView view = viewPosted(60s);
        time.follow(view);
        QVERIFY(time.now() >= view.takenAt + 60s);
        QVERIFY(time.now() < view.takenAt + 70s);
    }

    void whereARecordingHasEndedItStands()
    {
        FeedTime time;
        FeedView view = viewPosted(60s);
        view.status.state = FeedState::Ended;
        time.follow(view);
        QVERIFY(time.now() == view.takenAt);
    }

    void aViewThatNobodyPostedIsOfThisMoment()
    {
        FeedTime time;
        time.follow(smallView());
        QVERIFY(time.now() >= smallView().takenAt);
        QVERIFY(time.now() < smallView().takenAt + 10s);
    }

    void aViewThatWasLongOnItsWayIsNotYoung()
    {
        const FeedView view = viewPosted(120s);
        StatusStrip strip;
        strip.showView(view);
        QVERIFY2(strip.spoken().contains(QStringLiteral("data 2 min 02 s")), qPrintable(strip.spoken()));
        TouchPane touch;
        touch.showView(view);
        QCOMPARE(touch.texts().figures[3].more, QStringLiteral(" · 2 min 02 s"));
    }

    void theLadderSaysForHowLongItHasNotBeenLive()
    {
        FeedView view = viewPosted(120s);
        view.status.state = FeedState::Reconnecting;
        view.status.notLiveSince = view.takenAt + -5s;
        LadderView ladder;
        ladder.showView(view);
        QCOMPARE(
            ladder.findChild<LadderOverlay *>()->note().since, QStringLiteral("not live for 2 min 05 s"));
    }

    void aBreakThatLastsGrowsWithoutViews()
    {
        FeedView view = smallView();
        FeedBreaks breaks;
        breaks.begin(view.takenAt, "the connection was lost", 20);
        view.breaks = breaks.all();
        BreaksDock dock;
        dock.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dock));
        dock.showView(view);
        const QModelIndex length = dock.findChild<QTableView *>()->model()->index(0, BreaksModel::Length);
        const QString before = length.data().toString();
        QTest::qWait(400);
        dock.tick();
        QVERIFY2(length.data().toString() != before, qPrintable(before));
    }
};

QTEST_MAIN(FeedTimeTest)
#include "feedtimetest.moc"
