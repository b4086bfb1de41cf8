// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "base/tickclock.h"
#include "feedviews.h"
#include "modeltext.h"
#include "support/windowtest.h"
#include "ui/frameclock.h"
#include "ui/ladder/laddermodel.h"
#include "ui/ladder/ladderview.h"
#include "ui/panes/breaksdock.h"
#include "ui/panes/faultlabdock.h"
#include "ui/panes/performancedock.h"
#include "ui/panes/performancemodel.h"
#include "ui/panes/statusstrip.h"
#include "ui/panes/symbolpicker.h"
#include "ui/panes/touchpane.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QMenuBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace touchline;

namespace {

FeedView viewOf(const char *symbol)
{
    FeedView view = smallView();
    ownInstrument(view).symbol = symbol;
    return view;
}

} // namespace

class MainWindowTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::optional<FeedView> m_next;
    int m_taken = 0;
    std::unique_ptr<MainWindow> m_window;

    void open()
    {
        m_window = std::make_unique<MainWindow>([this] {
            ++m_taken;
            return std::exchange(m_next, std::nullopt);
        });
        m_window->resize(1000, 700);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    /// Hands a view over and waits for the frame that takes it.
    void feed(const FeedView &view)
    {
        m_next = view;
        QTRY_VERIFY(!m_next);
    }

    [[nodiscard]] LadderView &ladder() const { return *m_window->findChild<LadderView *>(); }
    [[nodiscard]] StatusStrip &strip() const { return *m_window->findChild<StatusStrip *>(); }
    [[nodiscard]] QString touchRow() const
    {
        return rowText(ladder().ladder(), ladder().ladder().window().rowsPerSide + 1);
    }

private slots:
    void initTestCase() { QVERIFY(test::useSettingsIn(m_folder)); }

    void init()
    {
        QTest::failOnWarning(test::warningsOfWindows());
        QSettings().clear();
        m_next.reset();
        open();
    }

    void cleanup() { m_window.reset(); }

    void showsAViewInEveryPaneInTheNextFrame()
    {
        feed(viewOf("ABCUSDT"));
        QCOMPARE(touchRow(), QStringLiteral("1.5|1.5|100.00||"));
        QCOMPARE(m_window->findChild<TouchPane *>()->texts().ask, QStringLiteral("100.01"));
        QTRY_VERIFY(strip().spoken().startsWith(QStringLiteral("Live")));
        QCOMPARE(m_window->windowTitle(), QStringLiteral("ABCUSDT · Touchline"));
    }

    void theTitleSaysThatTheBookIsNotLive()
    {
        FeedView view = viewOf("ABCUSDT");
        feed(view);
        view.status.state = FeedState::Reconnecting;
        feed(view);
        QCOMPARE(m_window->windowTitle(), QStringLiteral("[Reconnecting] ABCUSDT · Touchline"));
        m_window->showMinimized();
        QTRY_VERIFY(!m_window->frameClock().isRunning());
        view.status.state = FeedState::Failed;
        m_next = view;
        QTRY_COMPARE(m_window->windowTitle(), QStringLiteral("[Failed] ABCUSDT · Touchline"));
        view.status.state = FeedState::Live;
        m_next = view;
        QTRY_COMPARE(m_window->windowTitle(), QStringLiteral("ABCUSDT · Touchline"));
    }

    void aSourceErrorMakesTheDataNoYounger()
    {
        FeedView view = viewOf("ABCUSDT");
        view.postedAt = std::chrono::steady_clock::now() - std::chrono::seconds(125);
        feed(view);
        m_window->showSourceError(QStringLiteral("no such file"));
        QVERIFY2(strip().spoken().contains(QStringLiteral("data 2 min 05 s")), qPrintable(strip().spoken()));
        QCOMPARE(m_window->windowTitle(), QStringLiteral("[Failed] ABCUSDT · Touchline"));
    }

    void takesNothingWhileNobodyCanSeeIt()
    {
        QTRY_VERIFY(m_window->frameClock().isRunning());
        m_window->hide();
        QTRY_VERIFY(!m_window->frameClock().isRunning());
        const int taken = m_taken;
        QTest::qWait(60);
        QCOMPARE(m_taken, taken);
        m_window->show();
        QTRY_VERIFY(m_taken > taken);
    }

    void saysWhichLevelsItShows()
    {
        QTRY_VERIFY(m_window->frameClock().isRunning());
        QSignalSpy scopes(m_window.get(), &MainWindow::scopeChanged);
        feed(viewOf("ABCUSDT"));
        QTRY_COMPARE(m_window->scope(), std::optional(ladder().ladder().scope()));
        ladder().setGrouping(price("0.05"));
        QTRY_COMPARE(m_window->scope()->step, price("0.05"));
        QTRY_VERIFY(!scopes.isEmpty());
        m_window->hide();
        QTRY_VERIFY(!m_window->scope());
        QTRY_VERIFY(!scopes.last().first().value<std::optional<ViewScope>>());
    }

    void measuresItsFramesToTheEndOfTheirPainting()
    {
        const LatencyWaterfall &stages = m_window->latency();
        QTRY_VERIFY(stages.of(Stage::Frame).count() > 3);
        QCOMPARE(stages.of(Stage::Paint).count(), std::uint64_t{0});
        FeedView view = viewOf("ABCUSDT");
        view.times.received = tickNanos();
        view.times.begun = view.times.received;
        view.times.published = view.times.begun;
        feed(view);
        QTRY_COMPARE(stages.of(Stage::Paint).count(), std::uint64_t{1});
        QCOMPARE(stages.of(Stage::Total).count(), std::uint64_t{1});
        QVERIFY(stages.of(Stage::Take).max() > 0);
        // Drawing a window for the first time cannot be that quick, handing a view to panes can.
        QVERIFY(stages.of(Stage::Frame).max() > 200'000);
    }

    void aSourceErrorKeepsTheBookAndSaysWhatToDo()
    {
        feed(viewOf("ABCUSDT"));
        m_window->showSourceError(QStringLiteral("Cannot reach example.org: host not found"));
        QCOMPARE(touchRow(), QStringLiteral("1.5|1.5|100.00||"));
        const QString said = strip().spoken();
        QVERIFY2(
            said.contains(QStringLiteral("Failed | Cannot reach example.org: host not found. Press F5")),
            qPrintable(said));
    }

    void choosingAnotherSymbolClearsTheOldPictureAtOnce()
    {
        feed(viewOf("ABCUSDT"));
        QSignalSpy select(m_window.get(), &MainWindow::selectRequested);
        auto *picker = m_window->findChild<SymbolPicker *>();
        emit picker->selected(QStringLiteral("demo"), QStringLiteral("XYZUSDT"));
        QCOMPARE(select.count(), 1);
        QCOMPARE(touchRow(), QStringLiteral("||||"));
        QCOMPARE(m_window->findChild<TouchPane *>()->texts().bid, QStringLiteral("–"));
        QCOMPARE(loadMarketChoice(), (MarketChoice{QStringLiteral("demo"), QStringLiteral("XYZUSDT")}));
        QVERIFY(ladder().hasFocus());
    }

    void anExchangeChosenAgainKeepsItsBook()
    {
        feed(viewOf("ABCUSDT"));
        QSignalSpy select(m_window.get(), &MainWindow::selectRequested);
        emit m_window->findChild<SymbolPicker *>()->selected(QStringLiteral("demo"), QString());
        QCOMPARE(select.count(), 1);
        feed(viewOf("ABCUSDT"));
        QCOMPARE(touchRow(), QStringLiteral("1.5|1.5|100.00||"));
    }

    void lateViewsOfTheSymbolLeftAreNotShown()
    {
        feed(viewOf("ABCUSDT"));
        m_window->expectMarket(QStringLiteral("demo"), QStringLiteral("XYZUSDT"));
        feed(viewOf("ABCUSDT"));
        QCOMPARE(touchRow(), QStringLiteral("||||"));
        feed(viewOf("XYZUSDT"));
        QCOMPARE(touchRow(), QStringLiteral("1.5|1.5|100.00||"));
        feed(viewOf("ABCUSDT"));
        QCOMPARE(m_window->windowTitle(), QStringLiteral("ABCUSDT · Touchline"));
    }

    void ctrlKGoesToThePickerAndF6Back()
    {
        m_window->setInstruments(std::make_shared<const std::vector<Instrument>>(1, *smallView().instrument));
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(!ladder().hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QVERIFY(ladder().hasFocus());
    }

    void withoutASymbolTheWindowSaysHowToChooseOne()
    {
        QTRY_VERIFY(strip().spoken().contains(QStringLiteral("Ctrl+K")));
    }

    void f5AsksForAReconnect()
    {
        QSignalSpy reconnect(m_window.get(), &MainWindow::reconnectRequested);
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QCOMPARE(reconnect.count(), 1);
    }

    void groupingIsRememberedForEachSymbol()
    {
        feed(viewOf("ABCUSDT"));
        ladder().setGrouping(price("0.05"));
        feed(viewOf("XYZUSDT"));
        QCOMPARE(ladder().grouping(), price("0.01"));
        m_window.reset();
        open();
        feed(viewOf("ABCUSDT"));
        QCOMPARE(ladder().grouping(), price("0.05"));
        QCOMPARE(
            m_window->findChild<QComboBox *>(QStringLiteral("grouping"))->currentText(),
            QStringLiteral("0.05"));
    }

    void themeAndGeometryAreRemembered()
    {
        m_window->setThemeChoice(ThemeChoice::Light);
        m_window->resize(930, 640);
        m_window->close();
        m_window.reset();
        m_window = std::make_unique<MainWindow>([] { return std::optional<FeedView>(); });
        QCOMPARE(m_window->themeChoice(), ThemeChoice::Light);
        QCOMPARE(m_window->size(), QSize(930, 640));
        QCOMPARE(m_window->palette().color(QPalette::Window), theme(ThemeKind::Light).window);
    }

    void f12OpensThePerformanceDockAndItIsRemembered()
    {
        QSignalSpy requested(m_window.get(), &MainWindow::performanceRequested);
        QTest::qWait(50);
        QCOMPARE(requested.count(), 0);
        QTest::keyClick(m_window.get(), Qt::Key_F12);
        QVERIFY(requested.count() > 0);
        m_window->close();
        m_window.reset();
        open();
        QVERIFY(m_window->findChild<PerformanceDock *>()->isVisible());
    }

    void theLastDockOpenedIsInFront()
    {
        const auto &performance = *m_window->findChild<PerformanceDock *>();
        const auto &breaks = *m_window->findChild<BreaksDock *>();
        QTest::keyClick(m_window.get(), Qt::Key_F9);
        QTRY_VERIFY(!breaks.visibleRegion().isEmpty());
        QTest::keyClick(m_window.get(), Qt::Key_F12);
        QTRY_VERIFY(!performance.visibleRegion().isEmpty());
        QVERIFY(breaks.visibleRegion().isEmpty());
        QVERIFY(!breaks.isHidden());
        // The key of the one that is behind brings it to the front; only then it closes.
        QTest::keyClick(m_window.get(), Qt::Key_F9);
        QTRY_VERIFY(!breaks.visibleRegion().isEmpty());
        QTRY_VERIFY(performance.visibleRegion().isEmpty());
        QTest::qWait(20);
        QTest::keyClick(m_window.get(), Qt::Key_F9);
        QTRY_VERIFY(breaks.isHidden());
    }

    void theStateKeepsItsHeightInALowWindow()
    {
        const auto &strip = *m_window->findChild<StatusStrip *>();
        QTest::keyClick(m_window.get(), Qt::Key_F9);
        m_window->resize(900, 400);
        QTest::qWait(20);
        QVERIFY(strip.height() >= strip.sizeHint().height());
    }

    void thePerformanceDockShowsWhatTheWindowItselfTakes()
    {
        feed(viewOf("ABCUSDT"));
        QTest::keyClick(m_window.get(), Qt::Key_F12);
        QTRY_VERIFY(m_window->latency().of(Stage::Frame).count() > 3);
        PerformanceView performance;
        performance.stages = std::make_shared<const LatencyWaterfall>();
        m_window->showPerformance(performance);
        const auto *model = m_window->findChild<PerformanceModel *>();
        QVERIFY(!rowText(*model, static_cast<int>(Stage::Frame)).contains(QStringLiteral("–")));
    }

    void aPinnedLadderIsRememberedAsPinned()
    {
        feed(viewOf("ABCUSDT"));
        ladder().pin();
        m_window->close();
        m_window.reset();
        open();
        feed(viewOf("ABCUSDT"));
        QVERIFY(!ladder().isFollowing());
        QCOMPARE(touchRow(), QStringLiteral("1.5|1.5|100.00||"));
        QVERIFY(!ladder()
                     .ladder()
                     .index(ladder().ladder().window().rowsPerSide, 0)
                     .data(LadderModel::SpreadRowRole)
                     .toBool());
    }

    void writesAScreenshotOrSaysWhyNot()
    {
        const QString path = m_folder.filePath(QStringLiteral("window.png"));
        QVERIFY(m_window->saveScreenshot(path).has_value());
        QCOMPARE(QImage(path).size(), m_window->size() * m_window->devicePixelRatioF());
        const auto refused =
            m_window->saveScreenshot(m_folder.filePath(QStringLiteral("no/such/folder.png")));
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().code, ErrorCode::FileUnwritable);
    }

    void everyMenuEntryHasWordsAndEveryShortcutIsUnique()
    {
        QSet<QString> keys;
        for (const QAction *action : m_window->findChildren<QAction *>()) {
            for (const QKeySequence &key : action->shortcuts()) {
                QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
                keys.insert(key.toString());
            }
        }
        QVERIFY(keys.size() > 10);
    }

    void theFaultLabIsThereOnlyWhileItIsOffered()
    {
        FaultLabDock &lab = m_window->faultLab();
        QTest::keyClick(m_window.get(), Qt::Key_F12, Qt::ShiftModifier);
        QVERIFY(!lab.isVisible());
        lab.setOffered(true);
        QVERIFY(!lab.isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_F12, Qt::ShiftModifier);
        QVERIFY(lab.isVisible());
        m_window->close();
        m_window.reset();
        open();
        QVERIFY(!m_window->faultLab().isVisible());
        m_window->faultLab().setOffered(true);
        QVERIFY(m_window->faultLab().isVisible());
    }

    void f1ListsTheFaultLabWhileItIsOffered_data()
    {
        QTest::addColumn<bool>("isOffered");
        QTest::newRow("offered") << true;
        QTest::newRow("not offered") << false;
    }

    void f1ListsTheFaultLabWhileItIsOffered()
    {
        QFETCH(bool, isOffered);
        m_window->faultLab().setOffered(isOffered);
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        QTRY_VERIFY(m_window->findChild<QDialog *>() != nullptr);
        bool isListed = false;
        for (const auto *label : m_window->findChild<QDialog *>()->findChildren<QLabel *>())
            isListed = isListed || label->text() == QStringLiteral("Shift+F12");
        QCOMPARE(isListed, isOffered);
        m_window->findChild<QDialog *>()->close();
    }

    void f1ListsTheShortcuts()
    {
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        QTRY_VERIFY(m_window->findChild<QDialog *>() != nullptr);
        m_window->findChild<QDialog *>()->close();
    }
};

QTEST_MAIN(MainWindowTest)
#include "mainwindowtest.moc"
