// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/framemeter.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;

namespace {

/// Received at 1000, applied at 1050, published at 1100.
FeedView published()
{
    FeedView view;
    view.times = StageTimes{1'000, 1'000, 1'030, 1'050, 1'100};
    return view;
}

} // namespace

class FrameMeterTest : public QObject {
    Q_OBJECT

private:
    static std::int64_t longest(const FrameMeter &meter, Stage stage)
    {
        return meter.stages().of(stage).max();
    }
    static std::uint64_t count(const FrameMeter &meter, Stage stage)
    {
        return meter.stages().of(stage).count();
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aPictureIsTimedFromTheMailboxToTheScreen()
    {
        FrameMeter meter;
        const FeedView view = published();
        meter.onFrameBegun(&view, 9'100);
        meter.onFrameEnded(9'400);
        meter.onPainted(9'500, 11'100);
        QCOMPARE(longest(meter, Stage::Take), std::int64_t{8'000});
        QCOMPARE(longest(meter, Stage::Paint), std::int64_t{2'000});
        QCOMPARE(longest(meter, Stage::Total), std::int64_t{10'100});
    }

    void aFrameTakesItsWorkAndItsPainting()
    {
        FrameMeter meter;
        meter.onFrameBegun(nullptr, 100);
        meter.onFrameEnded(130);
        meter.onPainted(500, 507);
        meter.onFrameBegun(nullptr, 1'000);
        QCOMPARE(count(meter, Stage::Frame), std::uint64_t{1});
        QCOMPARE(longest(meter, Stage::Frame), std::int64_t{37});
    }

    void ofTwoPicturesBeforeAPaintTheOlderIsTimed()
    {
        FrameMeter meter;
        const FeedView first = published();
        FeedView second = published();
        second.times.received = 16'000;
        meter.onFrameBegun(&first, 9'100);
        meter.onFrameBegun(&second, 18'000);
        meter.onPainted(18'500, 19'000);
        QCOMPARE(count(meter, Stage::Total), std::uint64_t{1});
        QCOMPARE(longest(meter, Stage::Total), std::int64_t{18'000});
    }

    void aPictureThatChangesNothingOnTheScreenIsNotTimed()
    {
        FrameMeter meter;
        const FeedView view = published();
        meter.onFrameBegun(&view, 9'100);
        meter.onFrameBegun(nullptr, 25'000);
        meter.onFrameBegun(nullptr, 41'000);
        meter.onPainted(900'000, 900'100);
        QCOMPARE(count(meter, Stage::Total), std::uint64_t{0});
    }

    void aViewWithoutAMessageIsNotTimed()
    {
        FrameMeter meter;
        const FeedView view;
        meter.onFrameBegun(&view, 9'100);
        meter.onPainted(9'200, 9'300);
        QCOMPARE(count(meter, Stage::Take), std::uint64_t{0});
    }

    void aPauseOfTheWindowIsNoLatency()
    {
        FrameMeter meter;
        const FeedView view = published();
        meter.onFrameBegun(&view, 9'100);
        meter.onFrameEnded(9'200);
        meter.onPause();
        meter.onFrameBegun(nullptr, 5'000'000);
        meter.onPainted(5'000'100, 5'000'200);
        QCOMPARE(count(meter, Stage::Total), std::uint64_t{0});
        QCOMPARE(count(meter, Stage::Frame), std::uint64_t{0});
    }
};

QTEST_APPLESS_MAIN(FrameMeterTest)
#include "framemetertest.moc"
