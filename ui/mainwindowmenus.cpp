// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/ladderview.h"
#include "ui/mainwindow.h"
#include "ui/pairsdialog.h"
#include "ui/panes/breaksdock.h"
#include "ui/panes/faultlabdock.h"
#include "ui/panes/performancedock.h"
#include "ui/panes/symbolpicker.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>

namespace touchline {

namespace {

QString keysOf(const QAction &action)
{
    QStringList keys;
    for (const QKeySequence &key : action.shortcuts())
        keys << key.toString(QKeySequence::NativeText);
    return keys.join(QObject::tr(" or "));
}

void addKeys(PairsDialog &dialog, const QString &heading, const QList<QAction *> &actions)
{
    dialog.addHeading(heading);
    for (const QAction *action : actions) {
        if (action->isVisible() && !action->shortcut().isEmpty())
            dialog.addPair(
                action->text().remove(QLatin1Char('&')).remove(QStringLiteral("…")), keysOf(*action));
    }
}

} // namespace

void MainWindow::buildMenus()
{
    buildFileMenu();
    QMenu *market = menuBar()->addMenu(tr("&Market"));
    // The keys behind the tab are the picker's own; as a shortcut here they would be ambiguous.
    market->addAction(tr("&Choose a symbol\tCtrl+K"), m_picker, &SymbolPicker::startChoosing);
    QAction *reconnect = market->addAction(tr("&Reconnect now"), this, &MainWindow::reconnectRequested);
    reconnect->setShortcuts({QKeySequence(Qt::Key_F5), QKeySequence(QStringLiteral("Ctrl+R"))});
    buildLadderMenu();
    buildViewMenu();
    buildHelpMenu();
}

void MainWindow::buildFileMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&File"));
    menu->addAction(tr("&New window on this market"), this, &MainWindow::newWindowRequested)
        ->setShortcut(QKeySequence(QStringLiteral("Ctrl+N")));
    menu->addAction(tr("&Close window"), this, &QWidget::close)
        ->setShortcut(QKeySequence(QStringLiteral("Ctrl+W")));
    menu->addSeparator();
    menu->addAction(tr("&Quit"), this, &MainWindow::quitRequested)
        ->setShortcut(QKeySequence(QStringLiteral("Ctrl+Q")));
}

void MainWindow::buildLadderMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Ladder"));
    QAction *focus = menu->addAction(tr("Go to the &ladder"), m_ladder, [this] { m_ladder->setFocus(); });
    focus->setShortcuts({QKeySequence(QStringLiteral("Ctrl+L")), QKeySequence(Qt::Key_F6)});
    menu->addSeparator();
    menu->addActions(m_ladder->actions());
}

void MainWindow::buildViewMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&View"));
    QMenu *themes = menu->addMenu(tr("&Theme"));
    m_themes = new QActionGroup(this);
    const auto addTheme = [&](const QString &text, ThemeChoice choice) {
        QAction *action = themes->addAction(text, this, [this, choice] { setThemeChoice(choice); });
        action->setCheckable(true);
        action->setData(static_cast<int>(choice));
        m_themes->addAction(action);
    };
    addTheme(tr("&Dark"), ThemeChoice::Dark);
    addTheme(tr("&Light"), ThemeChoice::Light);
    addTheme(tr("As the &desktop"), ThemeChoice::System);
    QAction *toggle = menu->addAction(tr("&Switch dark and light"), this, &MainWindow::toggleTheme);
    toggle->setShortcut(QKeySequence(QStringLiteral("Ctrl+T")));
    QAction *breaks = m_breaks->toggleViewAction();
    breaks->setText(tr("&Breaks of the feed"));
    breaks->setShortcut(QKeySequence(Qt::Key_F9));
    menu->addAction(breaks);
    QAction *performance = m_performance->toggleViewAction();
    performance->setText(tr("&Performance"));
    performance->setShortcut(QKeySequence(Qt::Key_F12));
    menu->addAction(performance);
    QAction *faultLab = m_faultLab->toggleViewAction();
    faultLab->setText(tr("Fault &lab"));
    faultLab->setShortcut(QKeySequence(QStringLiteral("Shift+F12")));
    menu->addAction(faultLab);
    QAction *full = menu->addAction(
        tr("&Full screen"), this, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    full->setShortcut(QKeySequence(Qt::Key_F11));
}

void MainWindow::buildHelpMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Help"));
    menu->addAction(tr("&Keyboard shortcuts"), this, &MainWindow::showShortcuts)
        ->setShortcut(QKeySequence(Qt::Key_F1));
    menu->addAction(tr("About this &exchange"), this, &MainWindow::showExchange);
    menu->addAction(tr("&About Touchline"), this, &MainWindow::showAbout);
}

void MainWindow::showShortcuts()
{
    auto *dialog = new PairsDialog(tr("Keyboard shortcuts"), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->addPair(tr("Choose a symbol"), tr("Ctrl+K or /"));
    dialog->addPair(tr("Keep a symbol as a favourite"), tr("F2 or Ctrl+D in the list"));
    for (const QAction *top : menuBar()->actions())
        addKeys(*dialog, top->text().remove(QLatin1Char('&')), top->menu()->actions());
    dialog->open();
}

void MainWindow::showExchange()
{
    const ExchangeChoice *const exchange = choiceOf(m_shown);
    if (exchange == nullptr)
        return;
    auto *dialog = new PairsDialog(exchange->title, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto &[name, value] : exchange->facts)
        dialog->addPair(name, value);
    dialog->open();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(
        QMessageBox::NoIcon, tr("About Touchline"),
        tr("Touchline %1\n\nKeeps exact local order books of live markets.\n\nFree software under the GNU "
           "General Public License, version 3 or later.")
            .arg(QCoreApplication::applicationVersion()),
        QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace touchline
