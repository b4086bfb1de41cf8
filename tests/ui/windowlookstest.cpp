// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feedviews.h"
#include "scriptedmarket.h"
#include "support/windowtest.h"
#include "ui/mainwindow.h"
#include "ui/panes/faultlabdock.h"
#include "ui/panes/statusstrip.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QMessageBox>
#include <QScreen>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace touchline;

namespace {

struct Look {
    QWidget *widget;
    QFont font;
    QRect place;
};

} // namespace

class WindowLooksTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::optional<FeedView> m_next;
    std::unique_ptr<MainWindow> m_window;

    void open()
    {
        m_window = std::make_unique<MainWindow>([this] { return std::exchange(m_next, std::nullopt); });
        m_window->resize(1000, 700);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void feed(const FeedView &view)
    {
        m_next = view;
        QTRY_VERIFY(!m_next);
    }

    [[nodiscard]] QImage onTheScreen() const
    {
        return m_window->screen()
            ->grabWindow(m_window->winId())
            .toImage()
            .convertToFormat(m_window->grab().toImage().format());
    }

    [[nodiscard]] std::vector<Look> looks() const
    {
        std::vector<Look> all;
        for (QWidget *widget : m_window->findChildren<QWidget *>()) {
            if (widget->isVisible())
                all.push_back({widget, widget->font(), widget->geometry()});
        }
        return all;
    }

    [[nodiscard]] int bottomOf(const QWidget &widget) const
    {
        return widget.mapTo(m_window.get(), QPoint(0, widget.height())).y();
    }

private slots:
    void initTestCase()
    {
        QVERIFY(test::useSettingsIn(m_folder));
        // What a desktop may come with.
        QApplication::setFont(QFont(QStringLiteral("DejaVu Serif"), 13));
    }

    void init()
    {
        QTest::failOnWarning(test::warningsOfWindows());
        QSettings().clear();
        m_next.reset();
        open();
    }

    void cleanup() { m_window.reset(); }

    void aChangeOfThemeChangesNoFontAndMovesNothing()
    {
        feed(smallView());
        const std::vector<Look> before = looks();
        QVERIFY(before.size() > 20);
        m_window->setThemeChoice(ThemeChoice::Light);
        QTest::qWait(20);
        for (const Look &look : before) {
            const QByteArray name = look.widget->metaObject()->className();
            QVERIFY2(look.widget->font().families() == look.font.families(), name);
            QVERIFY2(look.widget->font().pointSizeF() == look.font.pointSizeF(), name);
            QVERIFY2(look.widget->geometry() == look.place, name);
        }
    }

    /// Of a change only what it touches is painted: nothing of what was there before may stay.
    void whatIsOnTheScreenIsWhatAWholePaintingShows()
    {
        ScriptedMarket market(ScriptedMarket::bitcoin());
        for (int i = 0; i < 25; ++i) {
            market.advance(std::chrono::milliseconds(100));
            feed(market.view());
            QTRY_COMPARE(onTheScreen(), m_window->grab().toImage());
        }
    }

    void aboutSaysWhichVersionThisIs()
    {
        QCoreApplication::setApplicationVersion(QStringLiteral("9.8.7"));
        for (QAction *const action : m_window->findChildren<QAction *>()) {
            if (action->text() == QStringLiteral("&About Touchline"))
                action->trigger();
        }
        auto *const about = m_window->findChild<QMessageBox *>();
        QVERIFY(about != nullptr);
        QVERIFY(about->text().contains(QStringLiteral("9.8.7")));
        about->close();
    }

    void theStateStaysBelowEveryDock()
    {
        const auto &strip = *m_window->findChild<StatusStrip *>();
        m_window->faultLab().setOffered(true);
        for (auto *dock : m_window->findChildren<QDockWidget *>()) {
            dock->show();
            QTest::qWait(20);
            QVERIFY2(bottomOf(*dock) <= bottomOf(strip) - strip.height(), qPrintable(dock->windowTitle()));
        }
        QVERIFY(m_window->height() - bottomOf(strip) < 6);
        QCOMPARE(strip.mapTo(m_window.get(), QPoint()).x() < 6, true);
    }
};

QTEST_MAIN(WindowLooksTest)
#include "windowlookstest.moc"
