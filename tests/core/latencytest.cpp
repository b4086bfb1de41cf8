// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/latency.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <memory>

using namespace touchline;

class LatencyTest : public QObject {
    Q_OBJECT

private:
    /// A message that waited 50 ns and whose stages took 100, 30, 7, 2'000 and 9'000 ns.
    static constexpr StageTimes message{950, 1'000, 1'100, 1'130, 1'137, 3'137, 12'137};

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void everyStageHasANameOfItsOwn()
    {
        QSet<QByteArray> names;
        for (const Stage stage : allStages)
            names << QByteArray(stageName(stage).data(), static_cast<qsizetype>(stageName(stage).size()));
        QCOMPARE(static_cast<std::size_t>(names.size()), stageCount);
    }

    void aMessageIsCountedInTheStagesOfTheFeedThread()
    {
        const auto waterfall = std::make_unique<LatencyWaterfall>();
        waterfall->recordMessage(message);
        QCOMPARE(waterfall->of(Stage::Queue).max(), std::int64_t{50});
        QCOMPARE(waterfall->of(Stage::Decode).max(), std::int64_t{100});
        QCOMPARE(waterfall->of(Stage::Apply).max(), std::int64_t{30});
        QCOMPARE(waterfall->of(Stage::Processing).max(), std::int64_t{130});
        QCOMPARE(waterfall->of(Stage::Publish).count(), std::uint64_t{0});
    }

    void aMessageOfARecordingNeverWaitedAtASocket()
    {
        const auto waterfall = std::make_unique<LatencyWaterfall>();
        StageTimes recorded = message;
        recorded.received = 0;
        waterfall->recordMessage(recorded);
        waterfall->recordPainted(recorded);
        QCOMPARE(waterfall->of(Stage::Queue).count(), std::uint64_t{0});
        QCOMPARE(waterfall->of(Stage::Total).count(), std::uint64_t{0});
        QCOMPARE(waterfall->of(Stage::Decode).count(), std::uint64_t{1});
    }

    void aPictureIsCountedInTheStagesAfterThem()
    {
        const auto waterfall = std::make_unique<LatencyWaterfall>();
        waterfall->recordPainted(message);
        QCOMPARE(waterfall->of(Stage::Take).max(), std::int64_t{2'000});
        QCOMPARE(waterfall->of(Stage::Paint).max(), std::int64_t{9'000});
        QCOMPARE(waterfall->of(Stage::Total).max(), std::int64_t{11'187});
        QCOMPARE(waterfall->of(Stage::Decode).count(), std::uint64_t{0});
    }

    void theStagesOfAMessageAddUpToItsTotal()
    {
        const auto waterfall = std::make_unique<LatencyWaterfall>();
        waterfall->recordMessage(message);
        waterfall->record(Stage::Publish, message.published - message.applied);
        waterfall->recordPainted(message);
        std::int64_t sum = 0;
        for (const Stage stage :
             {Stage::Queue, Stage::Decode, Stage::Apply, Stage::Publish, Stage::Take, Stage::Paint})
            sum += waterfall->of(stage).total();
        QCOMPARE(sum, waterfall->of(Stage::Total).total());
    }

    void aRefusedMessageIsNotCountedAsApplied()
    {
        const auto waterfall = std::make_unique<LatencyWaterfall>();
        waterfall->recordRefused(message);
        QCOMPARE(waterfall->of(Stage::Decode).max(), std::int64_t{100});
        QCOMPARE(waterfall->of(Stage::Processing).max(), std::int64_t{100});
        QCOMPARE(waterfall->of(Stage::Apply).count(), std::uint64_t{0});
    }

    void threadsAreMergedStageByStage()
    {
        const auto feed = std::make_unique<LatencyWaterfall>();
        const auto window = std::make_unique<LatencyWaterfall>();
        feed->recordMessage(message);
        window->recordPainted(message);
        window->recordPainted(message);
        feed->merge(*window);
        QCOMPARE(feed->of(Stage::Apply).count(), std::uint64_t{1});
        QCOMPARE(feed->of(Stage::Total).count(), std::uint64_t{2});
    }

    void onlyWhatCameSinceAnOlderCopyIsLeft()
    {
        const auto waterfall = std::make_unique<LatencyWaterfall>();
        waterfall->recordMessage(message);
        const auto earlier = std::make_unique<LatencyWaterfall>(*waterfall);
        waterfall->record(Stage::Apply, 5);
        const auto recent = std::make_unique<LatencyWaterfall>(waterfall->since(*earlier));
        QCOMPARE(recent->of(Stage::Apply).count(), std::uint64_t{1});
        QCOMPARE(recent->of(Stage::Apply).max(), std::int64_t{5});
        QCOMPARE(recent->of(Stage::Decode).count(), std::uint64_t{0});
    }
};

QTEST_APPLESS_MAIN(LatencyTest)
#include "latencytest.moc"
