// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktoprun.h"
#include "support/windowtest.h"
#include "ui/panes/faultlabdock.h"
#include "ui/panes/statusstrip.h"
#include "ui/panes/symbolpicker.h"
#include "venues/venuetable.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace touchline;

namespace {

constexpr int patienceMs = 15'000;

DesktopArguments onDemo(std::vector<std::string> symbols)
{
    DesktopArguments arguments;
    arguments.source.venue = findVenue(demoVenueName);
    arguments.source.symbols = std::move(symbols);
    arguments.source.retriesStart = true;
    arguments.demoRate = 200;
    return arguments;
}

} // namespace

/// The program's windows on its demo exchange.
class DesktopWindowsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    Log m_log;

    static bool isLiveOn(const MainWindow &window, std::string_view symbol)
    {
        return window.shown().instrument->symbol == symbol && window.shown().status.isLive();
    }
    static void press(MainWindow &window, const char *keys)
    {
        const QKeySequence wanted{QString::fromLatin1(keys)};
        for (QAction *const action : window.findChildren<QAction *>()) {
            if (action->shortcuts().contains(wanted))
                return action->trigger();
        }
        QFAIL("no menu has these keys");
    }

    /// All that Help, About this exchange says.
    static QStringList aboutExchange(MainWindow &window)
    {
        QStringList texts;
        for (QAction *const action : window.findChildren<QAction *>()) {
            if (action->text().contains(QStringLiteral("this &exchange")))
                action->trigger();
        }
        auto *const dialog = window.findChild<QDialog *>();
        for (const auto *label : dialog->findChildren<QLabel *>())
            texts << label->text();
        delete dialog;
        return texts;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(test::useSettingsIn(m_folder));
        QGuiApplication::setQuitOnLastWindowClosed(false);
    }

    void init()
    {
        QTest::failOnWarning(test::warningsOfWindows());
        QSettings().clear();
    }

    void eachSymbolOfTheCommandLineHasItsWindow()
    {
        DesktopRun run(onDemo({"BTCUSDT", "ethusdt"}), m_log);
        run.start();
        const auto windows = run.windows();
        QCOMPARE(windows.size(), std::size_t{2});
        QTRY_VERIFY_WITH_TIMEOUT(
            isLiveOn(*windows[0], "BTCUSDT") && isLiveOn(*windows[1], "ETHUSDT"), patienceMs);
        QVERIFY2(
            windows[0]->windowTitle().startsWith(QStringLiteral("BTCUSDT · ")),
            qPrintable(windows[0]->windowTitle()));
        QVERIFY(windows[1]->windowTitle().startsWith(QStringLiteral("ETHUSDT · ")));
        QVERIFY(windows[0]->pos() != windows[1]->pos());
    }

    void aFurtherWindowBeginsOnTheSameMarketAndGoesItsOwnWay()
    {
        DesktopRun run(onDemo({"ETHUSDT"}), m_log);
        run.start();
        MainWindow &first = *run.windows().front();
        QTRY_VERIFY_WITH_TIMEOUT(isLiveOn(first, "ETHUSDT"), patienceMs);
        press(first, "Ctrl+N");
        QCOMPARE(run.windows().size(), std::size_t{2});
        MainWindow &second = *run.windows().back();
        QVERIFY(second.isVisible());
        QVERIFY(second.pos() != first.pos());
        QCOMPARE(second.size(), first.size());
        QTRY_VERIFY_WITH_TIMEOUT(isLiveOn(second, "ETHUSDT"), patienceMs);
        const auto since = first.shown().status.since;
        auto *const picker = second.findChild<SymbolPicker *>();
        emit picker->selected(picker->exchange(), QStringLiteral("BTCUSDT"));
        QTRY_VERIFY_WITH_TIMEOUT(isLiveOn(second, "BTCUSDT"), patienceMs);
        QVERIFY(isLiveOn(first, "ETHUSDT"));
        QVERIFY(first.shown().status.since == since);
    }

    void anExchangeOnOtherHostsIsLabelled()
    {
        DesktopArguments arguments = onDemo({"BTCUSDT"});
        arguments.source.venue = findVenue("binance");
        arguments.source.hosts = {"http://127.0.0.1:1", "ws://127.0.0.1:2"};
        DesktopRun run(arguments, m_log);
        run.start();
        MainWindow &window = *run.windows().front();
        const auto said = [&window] { return window.findChild<StatusStrip *>()->spoken(); };
        QVERIFY2(said().contains(QStringLiteral("127.0.0.1:2")), qPrintable(said()));
        const QStringList about = aboutExchange(window);
        QVERIFY(about.contains(QStringLiteral("ws://127.0.0.1:2")));
        QVERIFY(about.contains(QStringLiteral("http://127.0.0.1:1")));
        // The addresses of the command line are those of that exchange alone.
        window.expectMarket(QStringLiteral("kraken"), QStringLiteral("BTC/USD"));
        QVERIFY2(!said().contains(QStringLiteral("127.0.0.1")), qPrintable(said()));
        QVERIFY(aboutExchange(window).contains(QStringLiteral("wss://ws.kraken.com")));
        window.expectMarket(QStringLiteral("binance"), QStringLiteral("ETHUSDT"));
        QVERIFY(said().contains(QStringLiteral("127.0.0.1:2")));
    }

    void closingOneLeavesTheOthers()
    {
        DesktopRun run(onDemo({"BTCUSDT", "ETHUSDT", "BTCUSDT"}), m_log);
        run.start();
        MainWindow &last = *run.windows()[2];
        QTRY_VERIFY_WITH_TIMEOUT(isLiveOn(last, "BTCUSDT"), patienceMs);
        const auto since = last.shown().status.since;
        press(*run.windows()[0], "Ctrl+W");
        press(*run.windows()[0], "Ctrl+W");
        QCOMPARE(run.windows(), std::vector<MainWindow *>{&last});
        QTest::qWait(200);
        const std::uint64_t frames = last.shown().counters.frames;
        QTRY_VERIFY_WITH_TIMEOUT(last.shown().counters.frames > frames + 5, patienceMs);
        QVERIFY(isLiveOn(last, "BTCUSDT"));
        QVERIFY(last.shown().status.since == since);
    }

    void quittingClosesAllAndRemembersTheFirst()
    {
        {
            DesktopRun run(onDemo({"BTCUSDT", "ETHUSDT"}), m_log);
            run.start();
            const auto windows = run.windows();
            windows[0]->resize(900, 640);
            windows[1]->resize(1000, 700);
            QSignalSpy closed(windows[0], &MainWindow::closed);
            press(*windows[1], "Ctrl+Q");
            QCOMPARE(closed.size(), 1);
            for (const QWidget *widget : QApplication::topLevelWidgets())
                QVERIFY(!qobject_cast<const MainWindow *>(widget) || !widget->isVisible());
        }
        DesktopRun again(onDemo({}), m_log);
        again.start();
        QCOMPARE(again.windows().front()->size(), QSize(900, 640));
    }

    void aThemeIsThatOfAllWindows()
    {
        DesktopRun run(onDemo({"BTCUSDT", "ETHUSDT"}), m_log);
        run.start();
        run.windows()[1]->setThemeChoice(ThemeChoice::Light);
        QCOMPARE(run.windows()[0]->themeChoice(), ThemeChoice::Light);
        QCOMPARE(run.windows()[0]->styleSheet(), run.windows()[1]->styleSheet());
        run.windows()[0]->setThemeChoice(ThemeChoice::Dark);
        QCOMPARE(run.windows()[1]->themeChoice(), ThemeChoice::Dark);
    }

    void theFaultLabsOfAllWindowsAreOne()
    {
        DesktopRun run(onDemo({"BTCUSDT", "ETHUSDT"}), m_log);
        run.start();
        const auto windows = run.windows();
        QTRY_VERIFY_WITH_TIMEOUT(
            isLiveOn(*windows[0], "BTCUSDT") && isLiveOn(*windows[1], "ETHUSDT"), patienceMs);
        FaultLabDock &one = windows[0]->faultLab();
        FaultLabDock &other = windows[1]->faultLab();
        one.findChildren<QCheckBox *>().at(3)->click();
        QVERIFY(one.shares().at(3) > 0);
        QVERIFY(other.shares() == one.shares());
        emit other.onceRequested(12);
        // Both are on the connection that breaks off.
        for (const MainWindow *const window : windows)
            QTRY_VERIFY_WITH_TIMEOUT(window->shown().counters.reconnects > 0, patienceMs);
        press(*windows[0], "Ctrl+N");
        QVERIFY(run.windows().back()->faultLab().shares() == one.shares());
    }

    void aSymbolThatIsNotThereEndsTheProgram()
    {
        DesktopRun run(onDemo({"BTCUSDT", "NOSUCH"}), m_log);
        QSignalSpy ended(&run, &DesktopRun::ended);
        run.start();
        QTRY_VERIFY_WITH_TIMEOUT(!ended.isEmpty(), patienceMs);
        QCOMPARE(ended.constFirst().at(0).toInt(), 2);
    }
};

QTEST_MAIN(DesktopWindowsTest)
#include "desktopwindowstest.moc"
