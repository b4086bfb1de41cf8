// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/faultlabdock.h"

#include "support/windowtest.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QMainWindow>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace touchline;

class FaultLabDockTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QMainWindow> m_window;
    FaultLabDock *m_dock = nullptr;

    template <class Widget> [[nodiscard]] Widget *named(const char *name) const
    {
        for (auto *const widget : m_dock->findChildren<Widget *>()) {
            if (widget->accessibleName() == QLatin1String(name))
                return widget;
        }
        return nullptr;
    }

    [[nodiscard]] QCheckBox *box(int row) const { return m_dock->findChildren<QCheckBox *>().at(row); }

    [[nodiscard]] QPushButton *stop() const
    {
        for (auto *const button : m_dock->findChildren<QPushButton *>()) {
            if (button->text() == QStringLiteral("Stop all"))
                return button;
        }
        return nullptr;
    }

    using Shares = std::vector<double>;

    static Shares sharesOf(const QSignalSpy &spy)
    {
        return spy.isEmpty() ? Shares() : spy.constLast().at(0).value<Shares>();
    }

private slots:
    void init()
    {
        QTest::failOnWarning(test::warningsOfWindows());
        m_window = std::make_unique<QMainWindow>();
        m_dock = new FaultLabDock(m_window.get());
        m_window->addDockWidget(Qt::RightDockWidgetArea, m_dock);
        m_dock->setChoices(
            {{QStringLiteral("Messages"), QStringLiteral("Drop"), QStringLiteral("lost"), 1},
             {QStringLiteral("Messages"), QStringLiteral("Split"), QStringLiteral("halved"), 2.5},
             {QStringLiteral("Answers"), QStringLiteral("Ban"), QStringLiteral("refused"), 50}});
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void cleanup() { m_window.reset(); }

    void aTickSetsARateAndUntickingEndsIt()
    {
        QSignalSpy changed(m_dock, &FaultLabDock::sharesChanged);
        auto *const percent = named<QDoubleSpinBox>("Rate of Split");
        QVERIFY(!percent->isEnabled());
        QTest::mouseClick(box(1), Qt::LeftButton, {}, QPoint(8, box(1)->height() / 2));
        QCOMPARE(sharesOf(changed), (Shares{0, 0.025, 0}));
        QVERIFY(percent->isEnabled());
        percent->setValue(10);
        QCOMPARE(sharesOf(changed), (Shares{0, 0.1, 0}));
        box(2)->click();
        QCOMPARE(sharesOf(changed), (Shares{0, 0.1, 0.5}));
        box(1)->click();
        QCOMPARE(sharesOf(changed), (Shares{0, 0, 0.5}));
        QCOMPARE(m_dock->shares(), (Shares{0, 0, 0.5}));
    }

    void onceIsForOneKind()
    {
        QSignalSpy once(m_dock, &FaultLabDock::onceRequested);
        QTest::mouseClick(named<QPushButton>("Ban once"), Qt::LeftButton);
        QCOMPARE(once.size(), 1);
        QCOMPARE(once.at(0).at(0).toInt(), 2);
        QCOMPARE(m_dock->shares(), (Shares{0, 0, 0}));
    }

    void stoppingUnticksEverything()
    {
        box(0)->click();
        box(2)->click();
        QSignalSpy changed(m_dock, &FaultLabDock::sharesChanged);
        QSignalSpy stopped(m_dock, &FaultLabDock::stopRequested);
        QTest::mouseClick(stop(), Qt::LeftButton);
        QCOMPARE(stopped.size(), 1);
        QVERIFY(changed.isEmpty());
        QCOMPARE(m_dock->shares(), (Shares{0, 0, 0}));
        QVERIFY(!named<QDoubleSpinBox>("Rate of Drop")->isEnabled());
    }

    void countsStandBesideTheirKind()
    {
        const std::array<std::uint64_t, 3> counts{0, 12, 3};
        m_dock->showCounts(counts);
        QCOMPARE(named<QLabel>("Count of Drop")->text(), QString());
        QCOMPARE(named<QLabel>("Count of Split")->text(), QStringLiteral("12"));
        QCOMPARE(named<QLabel>("Count of Ban")->text(), QStringLiteral("3"));
        QCOMPARE(m_dock->findChildren<QLabel *>().at(0)->text(), QStringLiteral("15 injected"));
    }

    void asksForCountsOnlyWhileItIsSeen()
    {
        QSignalSpy wanted(m_dock, &FaultLabDock::countsWanted);
        QVERIFY(wanted.wait(3'000));
        m_dock->hide();
        wanted.clear();
        QVERIFY(!wanted.wait(1'200));
        m_dock->show();
        QCOMPARE(wanted.count(), 1);
    }

    void isThereOnlyWhileItIsOffered()
    {
        QVERIFY(m_dock->isVisible());
        m_dock->setOffered(false);
        QVERIFY(!m_dock->isVisible());
        QVERIFY(!m_dock->toggleViewAction()->isVisible());
        m_dock->setOffered(true);
        QVERIFY(m_dock->isVisible());
        QVERIFY(m_dock->toggleViewAction()->isVisible());
        m_dock->hide();
        m_dock->setOffered(false);
        m_dock->setOffered(true);
        QVERIFY(!m_dock->isVisible());
    }

    void leavesTheMarketItsWidth()
    {
        QVERIFY2(
            m_dock->minimumSizeHint().width() <= 200, QByteArray::number(m_dock->minimumSizeHint().width()));
        QVERIFY(m_dock->sizeHint().width() > 200);
    }

    void countsStayBesideTheirButtonsInAWideDock()
    {
        m_window->setCentralWidget(new QWidget);
        m_window->resize(1200, 500);
        m_window->resizeDocks({m_dock}, {800}, Qt::Horizontal);
        QTRY_VERIFY(m_dock->width() > 700);
        const auto *once = named<QPushButton>("Split once");
        const auto *count = named<QLabel>("Count of Split");
        QVERIFY(count->geometry().right() - once->geometry().right() < 100);
        QVERIFY(stop()->geometry().right() < 300);
    }

    void everythingIsExplained()
    {
        QCOMPARE(box(0)->toolTip(), QStringLiteral("lost"));
        QCOMPARE(named<QPushButton>("Split once")->toolTip(), QStringLiteral("halved"));
    }
};

QTEST_MAIN(FaultLabDockTest)
#include "faultlabdocktest.moc"
