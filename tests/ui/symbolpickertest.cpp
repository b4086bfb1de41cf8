// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/symbolpicker.h"

#include "support/windowtest.h"
#include "ui/instruments.h"
#include "ui/panes/instrumentdelegate.h"
#include "ui/panes/symbolheading.h"
#include "ui/panes/symbolpopup.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace touchline;

namespace {

/// A window with a picker and something else that can have the focus.
struct Window {
    QWidget frame;
    SymbolPicker *picker = new SymbolPicker;
    QLineEdit *other = new QLineEdit;

    Window()
    {
        auto *layout = new QVBoxLayout(&frame);
        layout->addWidget(picker);
        layout->addWidget(other);
        layout->addStretch(1);
        frame.resize(600, 500);
        picker->setExchanges(
            {{QStringLiteral("demo"), QStringLiteral("Demo")},
             {QStringLiteral("binance"), QStringLiteral("Binance")}});
        picker->setCurrent(QStringLiteral("binance"), QStringLiteral("ETHUSDT"));
        frame.show();
        QApplication::setActiveWindow(&frame);
        other->setFocus();
    }

    [[nodiscard]] QLineEdit *text() const { return picker->findChild<QLineEdit *>(); }
    [[nodiscard]] SymbolPopup *popup() const { return frame.findChild<SymbolPopup *>(); }
    [[nodiscard]] QListView *list() const { return popup()->findChild<QListView *>(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
};

InstrumentList instruments()
{
    static const InstrumentList list = manyInstruments(300);
    return list;
}

} // namespace

class SymbolPickerTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        QCoreApplication::setOrganizationName(QStringLiteral("TouchlineTest"));
    }

    void init()
    {
        QTest::failOnWarning(test::warningsOfWindows());
        QSettings().clear();
    }

    void typingAndEnterChoose()
    {
        Window window;
        window.picker->setInstruments(instruments());
        QSignalSpy selected(window.picker, &SymbolPicker::selected);
        window.press(Qt::Key_K, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget(), window.text());
        QVERIFY(window.popup()->isVisible());
        QTest::keyClicks(window.text(), QStringLiteral("btc us"));
        QCOMPARE(window.popup()->currentSymbol(), QStringLiteral("BTCUSDT"));
        window.press(Qt::Key_Down);
        QCOMPARE(window.popup()->currentSymbol(), QStringLiteral("BTCUSDC"));
        window.press(Qt::Key_Return);
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.front(), (QVariantList{QStringLiteral("binance"), QStringLiteral("BTCUSDC")}));
        QVERIFY(!window.popup()->isVisible());
        QCOMPARE(window.text()->text(), QStringLiteral("BTCUSDC"));
    }

    void theFocusGoesBackToWhereItWas()
    {
        Window window;
        window.picker->setInstruments(instruments());
        window.press(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(window.text(), QStringLiteral("sol"));
        window.press(Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), window.other);
        QCOMPARE(window.text()->text(), QStringLiteral("ETHUSDT"));
        QVERIFY(!window.popup()->isVisible());
    }

    void theSlashIsAShortcutOnlyOutsideOfText()
    {
        Window window;
        window.picker->setInstruments(instruments());
        window.press(Qt::Key_Slash);
        QCOMPARE(QApplication::focusWidget(), window.other);
        window.frame.setFocusPolicy(Qt::StrongFocus);
        window.frame.setFocus();
        window.press(Qt::Key_Slash);
        QCOMPARE(QApplication::focusWidget(), window.text());
    }

    void leavingTheTextClosesTheList()
    {
        Window window;
        window.picker->setInstruments(instruments());
        window.picker->startChoosing();
        window.other->setFocus();
        QVERIFY(!window.popup()->isVisible());
    }

    void theListStaysInsideTheWindow()
    {
        Window window;
        window.picker->setInstruments(instruments());
        window.picker->startChoosing();
        QVERIFY(window.frame.rect().contains(window.popup()->geometry()));
        window.frame.resize(400, 300);
        QVERIFY(window.frame.rect().contains(window.popup()->geometry()));
    }

    void f2KeepsAFavouriteAndItsLine()
    {
        Window window;
        window.picker->setInstruments(instruments());
        window.picker->startChoosing();
        QTest::keyClicks(window.text(), QStringLiteral("doge"));
        window.press(Qt::Key_Down);
        const QString starred = window.popup()->currentSymbol();
        window.press(Qt::Key_F2);
        QCOMPARE(window.popup()->currentSymbol(), starred);
        QCOMPARE(window.popup()->currentRow(), 0);
        QVERIFY(SymbolShelf(QStringLiteral("binance")).isFavourite(starred));
        window.press(Qt::Key_D, Qt::ControlModifier);
        QVERIFY(!SymbolShelf(QStringLiteral("binance")).isFavourite(starred));
    }

    void withTheListClosedF2IsForTheCurrentSymbol()
    {
        Window window;
        window.text()->setFocus();
        window.press(Qt::Key_F2);
        QVERIFY(window.picker->shelf().isFavourite(QStringLiteral("ETHUSDT")));
    }

    void favouritesOfAnotherWindowAreKept()
    {
        Window window;
        SymbolShelf other(QStringLiteral("binance"));
        other.toggleFavourite(QStringLiteral("XRPUSDT"));
        window.text()->setFocus();
        window.press(Qt::Key_F2);
        const SymbolShelf kept(QStringLiteral("binance"));
        QVERIFY(kept.isFavourite(QStringLiteral("XRPUSDT")) && kept.isFavourite(QStringLiteral("ETHUSDT")));
        other.toggleFavourite(QStringLiteral("BTCUSDT"));
        window.picker->startChoosing();
        QVERIFY(window.picker->shelf().isFavourite(QStringLiteral("BTCUSDT")));
    }

    void theMouseChoosesAndStars()
    {
        Window window;
        window.picker->setInstruments(instruments());
        QSignalSpy selected(window.picker, &SymbolPicker::selected);
        window.picker->startChoosing();
        QTest::keyClicks(window.text(), QStringLiteral("xrp"));
        const QRect second = window.list()->visualRect(window.popup()->model().index(1));
        const QString symbol = window.popup()->model().index(1).data().toString();
        QTest::mouseClick(
            window.list()->viewport(), Qt::LeftButton, Qt::NoModifier,
            InstrumentDelegate::starArea(second).center());
        QVERIFY(selected.isEmpty());
        QVERIFY(window.picker->shelf().isFavourite(symbol));
        QCOMPARE(QApplication::focusWidget(), window.text());
        QTest::mouseClick(window.list()->viewport(), Qt::LeftButton, Qt::NoModifier, second.center());
        QCOMPARE(selected.size(), 1);
    }

    void chosenSymbolsAreRecent()
    {
        Window window;
        window.picker->setInstruments(instruments());
        window.picker->startChoosing();
        QTest::keyClicks(window.text(), QStringLiteral("solusdt"));
        window.press(Qt::Key_Return);
        window.picker->startChoosing();
        const QModelIndex first = window.popup()->model().index(0);
        QCOMPARE(first.data().toString(), QStringLiteral("SOLUSDT"));
        QVERIFY(first.data(InstrumentModel::RecentRole).toBool());
    }

    void aFavouriteCanBeRecentToo()
    {
        Window window;
        window.picker->setInstruments(instruments());
        for (const QString &symbol : {QStringLiteral("ETHUSDT"), QStringLiteral("SOLUSDC")}) {
            window.picker->startChoosing();
            QTest::keyClicks(window.text(), symbol);
            window.press(Qt::Key_F2);
            window.press(Qt::Key_Return);
        }
        window.picker->startChoosing();
        for (int row = 0; row < 2; ++row) {
            const QModelIndex index = window.popup()->model().index(row);
            QVERIFY(index.data(InstrumentModel::FavouriteRole).toBool());
            QVERIFY(index.data(InstrumentModel::RecentRole).toBool());
        }
    }

    void anotherExchangeAsksForItsList()
    {
        Window window;
        window.picker->setInstruments(instruments());
        QSignalSpy selected(window.picker, &SymbolPicker::selected);
        auto *exchanges = window.picker->findChild<QComboBox *>();
        exchanges->setFocus();
        QTest::keyClick(exchanges, Qt::Key_Up);
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.front(), (QVariantList{QStringLiteral("demo"), QString()}));
        window.picker->startChoosing();
        QVERIFY(window.popup()->message().contains(QStringLiteral("Loading the symbols of Demo")));
    }

    void everyEmptyStateSaysWhatToDo()
    {
        Window window;
        window.picker->startChoosing();
        QVERIFY(window.popup()->message().contains(QStringLiteral("Loading")));
        window.picker->setInstruments(instruments());
        QVERIFY(window.popup()->message().isEmpty());
        QTest::keyClicks(window.text(), QStringLiteral("qqqq"));
        QVERIFY(window.popup()->message().contains(QStringLiteral("“qqqq”")));
        window.picker->setInstruments(std::make_shared<std::vector<Instrument>>());
        QVERIFY(window.popup()->message().contains(QStringLiteral("lists no symbols")));
    }

    void afterAFailureEnterTriesAgain()
    {
        Window window;
        window.picker->setInstrumentsError(QStringLiteral("The host did not answer."));
        QSignalSpy selected(window.picker, &SymbolPicker::selected);
        window.picker->startChoosing();
        QVERIFY(window.popup()->message().contains(QStringLiteral("The host did not answer.")));
        window.press(Qt::Key_Return);
        QCOMPARE(selected.front(), (QVariantList{QStringLiteral("binance"), QString()}));
        QVERIFY(window.popup()->message().contains(QStringLiteral("Loading")));
    }

    void showingTheCurrentSymbolEmitsNothing()
    {
        Window window;
        QSignalSpy selected(window.picker, &SymbolPicker::selected);
        window.picker->setCurrent(QStringLiteral("demo"), QStringLiteral("BTCUSDT"));
        QVERIFY(selected.isEmpty());
        QCOMPARE(window.picker->exchange(), QStringLiteral("demo"));
        QCOMPARE(window.text()->text(), QStringLiteral("BTCUSDT"));
    }

    void aNewSymbolDoesNotDisturbTyping()
    {
        Window window;
        window.picker->setInstruments(instruments());
        window.picker->startChoosing();
        QTest::keyClicks(window.text(), QStringLiteral("so"));
        window.picker->setCurrent(QStringLiteral("binance"), QStringLiteral("BTCUSDT"));
        QCOMPARE(window.text()->text(), QStringLiteral("so"));
    }

private:
    QTemporaryDir m_folder;

    void theColumnsOfTheListHaveHeadings()
    {
        Window window;
        window.picker->setInstruments(instruments());
        window.picker->startChoosing();
        const auto *heading = window.popup()->findChild<SymbolHeading *>();
        QTRY_VERIFY(heading->isVisible());
        QVERIFY(heading->geometry().bottom() < window.list()->geometry().top());
        const QImage picture = window.popup()->grab(heading->geometry()).toImage();
        const auto hasInk = [&picture](int from, int to) {
            for (int x = from; x < to; ++x) {
                for (int y = 0; y < picture.height(); ++y) {
                    if (picture.pixelColor(x, y) == theme(ThemeKind::Dark).mutedText)
                        return true;
                }
            }
            return false;
        };
        // Over the star stands nothing; over the ticks, which are no prices, what they are.
        const int ticks = window.list()->viewport()->width() - 60;
        QVERIFY(!hasInk(0, 28));
        QVERIFY(hasInk(ticks, picture.width()));
        window.picker->setInstrumentsError(QStringLiteral("nothing"));
        QTRY_VERIFY(!heading->isVisible());
    }
};

QTEST_MAIN(SymbolPickerTest)
#include "symbolpickertest.moc"
