// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/performancedock.h"

#include "modeltext.h"
#include "support/windowtest.h"
#include "ui/panes/performancefigures.h"
#include "ui/panes/performancemodel.h"

#include <QAbstractItemModelTester>
#include <QMainWindow>
#include <QSignalSpy>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

namespace {

constexpr Instant start = Instant::fromMillis(1'770'000'000'000);

/// After `seconds` of 100 messages a second, each applied in `applied`.
PerformanceView after(int seconds, std::int64_t applied = 400)
{
    PerformanceView view;
    view.at = start + std::chrono::seconds(seconds);
    view.messages = static_cast<std::uint64_t>(seconds) * 100;
    view.bytes = view.messages * 2'000;
    view.counters.levels = view.messages * 15;
    auto stages = std::make_shared<LatencyWaterfall>();
    for (int i = 0; i < seconds * 100; ++i)
        stages->record(Stage::Apply, applied);
    view.stages = std::move(stages);
    return view;
}

} // namespace

class PerformanceDockTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QMainWindow> m_window;
    PerformanceDock *m_dock = nullptr;

    [[nodiscard]] QString figure(const char *name) const
    {
        for (const auto &line : m_dock->findChild<PerformanceFigures *>()->lines()) {
            if (line.label == QLatin1String(name))
                return line.value;
        }
        return {};
    }

    [[nodiscard]] QString row(Stage stage) const
    {
        return rowText(*m_dock->findChild<PerformanceModel *>(), static_cast<int>(stage));
    }

private slots:
    void init()
    {
        QTest::failOnWarning(test::warningsOfWindows());
        m_window = std::make_unique<QMainWindow>();
        m_dock = new PerformanceDock(m_window.get());
        m_window->addDockWidget(Qt::BottomDockWidgetArea, m_dock);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void cleanup() { m_window.reset(); }

    void everyStageIsARow()
    {
        PerformanceModel model;
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), static_cast<int>(stageCount));
        QCOMPARE(
            rowText(model, static_cast<int>(Stage::Apply)), QStringLiteral("Decoded → applied|–|–|–|–|0"));
        LatencyWaterfall stages;
        for (std::int64_t i = 1; i <= 1'000; ++i)
            stages.record(Stage::Apply, i * 100);
        model.setStages(stages);
        QCOMPARE(
            rowText(model, static_cast<int>(Stage::Apply)),
            QStringLiteral("Decoded → applied|50.2 µs|99.3 µs|100 µs|100 µs|1000"));
    }

    void onlyRowsThatChangedAreToldOf()
    {
        PerformanceModel model;
        LatencyWaterfall stages;
        stages.record(Stage::Paint, 5'000);
        model.setStages(stages);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setStages(stages);
        QCOMPARE(changed.count(), 0);
        stages.record(Stage::Decode, 7);
        model.setStages(stages);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex().row(), static_cast<int>(Stage::Decode));
    }

    void ratesAreThoseOfTheLastSeconds()
    {
        m_dock->showPerformance(after(20));
        QCOMPARE(figure("Messages"), QStringLiteral("0 /s"));
        m_dock->showPerformance(after(22));
        QCOMPARE(figure("Messages"), QStringLiteral("100 /s"));
        QCOMPARE(figure("Levels"), QStringLiteral("1500 /s"));
        QCOMPARE(figure("Data"), QStringLiteral("200 kB/s"));
    }

    void whatIsLongAgoIsNotShown()
    {
        PerformanceView slow = after(1, 9'000'000);
        m_dock->showPerformance(slow);
        QVERIFY(row(Stage::Apply).contains(QStringLiteral("9.00 ms")));
        auto stages = std::make_shared<LatencyWaterfall>(*slow.stages);
        for (int seconds = 2; seconds <= 13; ++seconds) {
            PerformanceView now = after(seconds);
            for (int i = 0; i < 100; ++i)
                stages->record(Stage::Apply, 400);
            now.stages = std::make_shared<const LatencyWaterfall>(*stages);
            m_dock->showPerformance(now);
        }
        QCOMPARE(row(Stage::Apply), QStringLiteral("Decoded → applied|403 ns|403 ns|403 ns|403 ns|1000"));
    }

    void anotherSourceStartsAnew()
    {
        m_dock->showPerformance(after(10));
        m_dock->showPerformance(after(11));
        PerformanceView other = after(30, 7'000);
        other.selection = 1;
        m_dock->showPerformance(other);
        QCOMPARE(figure("Messages"), QStringLiteral("0 /s"));
        QVERIFY(row(Stage::Apply).endsWith(QStringLiteral("|3000")));
    }

    void aClockThatIsBehindIsSaidInSoManyWords()
    {
        PerformanceView view = after(1);
        m_dock->showPerformance(view);
        QCOMPARE(figure("Clocks"), QStringLiteral("the exchange says no times"));
        view.skew.note(start, start + 43ms);
        m_dock->showPerformance(view);
        QCOMPARE(figure("Clocks"), QStringLiteral("no difference proved; fastest message 43.0 ms"));
        view.skew.note(start, start + -12ms);
        m_dock->showPerformance(view);
        QCOMPARE(
            figure("Clocks"),
            QStringLiteral("ours at least 12.0 ms behind the exchange's; came before they were sent: 1"));
    }

    void asksForFiguresOnlyWhileItIsSeen()
    {
        QSignalSpy wanted(m_dock, &PerformanceDock::refreshWanted);
        QVERIFY(wanted.wait(3'000));
        m_dock->hide();
        wanted.clear();
        QVERIFY(!wanted.wait(1'500));
        m_dock->show();
        QCOMPARE(wanted.count(), 1);
    }

    void whatComesWhileItIsHiddenIsNotShown()
    {
        m_dock->hide();
        m_dock->showPerformance(after(10));
        m_dock->showPerformance(after(11));
        QCOMPARE(figure("Messages"), QStringLiteral("0 /s"));
    }
};

QTEST_MAIN(PerformanceDockTest)
#include "performancedocktest.moc"
