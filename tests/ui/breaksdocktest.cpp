// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/breaksdock.h"

#include "support/windowtest.h"
#include "ui/feedviews.h"
#include "ui/panes/breaksmodel.h"

#include <QAbstractItemModelTester>
#include <QMainWindow>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

namespace {

constexpr Instant start = Instant::fromMillis(1'770'000'000'000);

QString cell(const BreaksModel &model, int row, BreaksModel::Column column)
{
    return model.index(row, column).data().toString();
}

struct DockInAWindow {
    QMainWindow window;
    BreaksDock *dock = new BreaksDock(&window);

    DockInAWindow()
    {
        dock->setTheme(theme(ThemeKind::Dark));
        window.addDockWidget(Qt::BottomDockWidgetArea, dock);
        window.show();
    }
};

} // namespace

class BreaksDockTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(test::warningsOfWindows()); }

    void theNewestBreakStandsFirst()
    {
        BreaksModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        FeedBreaks breaks;
        breaks.begin(start, "sequence gap: updates 5 to 7 are missing", 4);
        breaks.end(start + 1500ms, 9);
        breaks.begin(start + 10s, "the connection was lost", 20);
        model.setBreaks(breaks.all(), start + 12s);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(cell(model, 0, BreaksModel::Cause), QStringLiteral("the connection was lost"));
        QVERIFY(cell(model, 0, BreaksModel::Length).contains(QStringLiteral("lasts")));
        QCOMPARE(cell(model, 0, BreaksModel::FirstId), QStringLiteral("–"));
        QCOMPARE(cell(model, 1, BreaksModel::LastId), QStringLiteral("4"));
        QCOMPARE(cell(model, 1, BreaksModel::FirstId), QStringLiteral("9"));
        QVERIFY(!cell(model, 1, BreaksModel::Length).contains(QStringLiteral("lasts")));
    }

    void aNewBreakIsInsertedAndAnEndedOneChanged()
    {
        BreaksModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        FeedBreaks breaks;
        breaks.begin(start, "one", 4);
        model.setBreaks(breaks.all(), start);
        const QSignalSpy resets(&model, &BreaksModel::modelReset);
        const QSignalSpy inserted(&model, &BreaksModel::rowsInserted);
        breaks.end(start + 1s, 5);
        model.setBreaks(breaks.all(), start + 1s);
        QCOMPARE(cell(model, 0, BreaksModel::FirstId), QStringLiteral("5"));
        breaks.begin(start + 2s, "two", 6);
        breaks.end(start + 3s, 7);
        breaks.begin(start + 4s, "three", 8);
        model.setBreaks(breaks.all(), start + 5s);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(cell(model, 0, BreaksModel::Cause), QStringLiteral("three"));
    }

    void anotherFeedBeginsAnew()
    {
        BreaksModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        FeedBreaks one;
        one.begin(start, "one", 4);
        model.setBreaks(one.all(), start);
        model.setBreaks(noBreaks(), start);
        QCOMPARE(model.rowCount(), 0);
    }

    void theOldestOfTooManyIsForgotten()
    {
        FeedBreaks breaks;
        for (std::size_t i = 0; i <= FeedBreaks::mostKept; ++i) {
            breaks.begin(start + std::chrono::seconds(i), "again", i);
            breaks.end(start + std::chrono::seconds(i) + 1ms, i + 1);
        }
        QCOMPARE(breaks.all()->size(), FeedBreaks::mostKept);
        QVERIFY(breaks.all()->front().lastId == 1);
    }

    void theDockSaysThatNothingHappened()
    {
        DockInAWindow shown;
        QVERIFY(QTest::qWaitForWindowExposed(&shown.window));
        BreaksDock &dock = *shown.dock;
        FeedView view = smallView();
        dock.showView(view);
        QVERIFY(!dock.findChild<QTableView *>()->isVisible());
        const QSize empty = dock.sizeHint();
        FeedBreaks breaks;
        breaks.begin(start, "the connection was lost", 20);
        view.breaks = breaks.all();
        view.takenAt = start + 3s;
        dock.showView(view);
        QVERIFY(dock.findChild<QTableView *>()->isVisible());
        QCOMPARE(dock.sizeHint(), empty);
        QCOMPARE(dock.findChild<QTableView *>()->model()->rowCount(), 1);
    }

    void columnsStandStillWhileABreakLasts()
    {
        DockInAWindow shown;
        QVERIFY(QTest::qWaitForWindowExposed(&shown.window));
        BreaksDock &dock = *shown.dock;
        FeedView view = smallView();
        FeedBreaks breaks;
        breaks.begin(start, "the connection was lost", 20);
        view.breaks = breaks.all();
        const QTableView &table = *dock.findChild<QTableView *>();
        std::vector<int> lefts;
        for (const auto passed : {0ms, 12'300ms, 754'000ms}) {
            view.takenAt = start + passed;
            dock.showView(view);
            QTest::qWait(260);
            dock.tick();
            lefts.push_back(table.columnViewportPosition(BreaksModel::Cause));
        }
        QCOMPARE(lefts, std::vector<int>(3, lefts.front()));
        const QModelIndex length = table.model()->index(0, BreaksModel::Length);
        QVERIFY(
            table.fontMetrics().horizontalAdvance(length.data().toString()) <
            table.columnWidth(length.column()));
    }
};

QTEST_MAIN(BreaksDockTest)
#include "breaksdocktest.moc"
