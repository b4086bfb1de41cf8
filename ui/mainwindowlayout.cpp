// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depthchart.h"
#include "ui/charts/spreadchart.h"
#include "ui/frameclock.h"
#include "ui/ladder/ladderview.h"
#include "ui/mainwindow.h"
#include "ui/panes/breaksdock.h"
#include "ui/panes/faultlabdock.h"
#include "ui/panes/performancedock.h"
#include "ui/panes/statusstrip.h"
#include "ui/panes/symbolpicker.h"
#include "ui/panes/touchpane.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStatusBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace touchline {

namespace {

/// Qt's action closes a dock that is behind another one, where it was asked for.
void raiseWhenAskedFor(QDockWidget *dock)
{
    constexpr const char *isInFront = "isInFront";
    // Queued: it still holds when the action has closed the dock.
    QObject::connect(
        dock, &QDockWidget::visibilityChanged, dock,
        [dock](bool isVisible) { dock->setProperty(isInFront, isVisible); }, Qt::QueuedConnection);
    QObject::connect(dock->toggleViewAction(), &QAction::triggered, dock, [dock](bool isShown) {
        if (!isShown && dock->property(isInFront).toBool())
            return;
        dock->show();
        dock->raise();
    });
}

} // namespace

void MainWindow::buildPanes()
{
    auto *right = new QWidget(this);
    auto *stack = new QVBoxLayout(right);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(4);
    stack->addWidget(m_touch);
    stack->addWidget(m_charts, 1);
    m_charts->addWidget(m_spread);
    m_charts->addWidget(m_depth);
    m_charts->setHandleWidth(4);
    m_charts->setChildrenCollapsible(false);

    m_columns->addWidget(m_ladder);
    m_columns->addWidget(right);
    m_columns->setHandleWidth(4);
    m_columns->setChildrenCollapsible(false);
    m_columns->setStretchFactor(0, 2);
    m_columns->setStretchFactor(1, 3);
    m_columns->setSizes({520, 760});

    m_strip->setObjectName(QStringLiteral("statusStrip"));
    auto *centre = new QWidget(this);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildTopBar());
    column->addWidget(m_columns, 1);
    setCentralWidget(centre);
    // Below the docks: nothing that opens may push the state into the middle of the window.
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addPermanentWidget(m_strip, 1);
    // An animation begins anew with each text that changes its width, and paints the whole window each time.
    setAnimated(false);
    addDockWidget(Qt::BottomDockWidgetArea, m_performance);
    m_performance->hide();
    addDockWidget(Qt::BottomDockWidgetArea, m_breaks);
    m_breaks->hide();
    // Beside each other both would be too narrow for their tables.
    tabifyDockWidget(m_performance, m_breaks);
    raiseWhenAskedFor(m_performance);
    raiseWhenAskedFor(m_breaks);
    addDockWidget(Qt::RightDockWidgetArea, m_faultLab);
    m_faultLab->hide();
    resize(1280, 800);
}

QWidget *MainWindow::buildTopBar()
{
    auto *bar = new QWidget(this);
    bar->setObjectName(QStringLiteral("topBar"));
    bar->setAttribute(Qt::WA_StyledBackground);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 8, 6);
    row->setSpacing(8);
    m_picker->setMaximumWidth(460);
    row->addWidget(m_picker, 3);
    row->addStretch(1);

    auto *label = new QLabel(tr("&Group"), bar);
    label->setBuddy(m_grouping);
    m_grouping->setObjectName(QStringLiteral("grouping"));
    m_grouping->setToolTip(tr("Price grouping of the ladder (+ and − in the ladder)"));
    m_grouping->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_grouping->setMinimumContentsLength(6);
    m_grouping->setFont(tabularFont());
    row->addWidget(label);
    row->addWidget(m_grouping);

    m_follow->setText(tr("Follow"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_follow->setToolTip(tr("Keep the touch in the middle of the ladder (Space in the ladder)"));
    row->addWidget(m_follow);

    auto *themeButton = new QToolButton(bar);
    themeButton->setText(tr("Theme"));
    themeButton->setToolTip(tr("Dark or light (Ctrl+T)"));
    connect(themeButton, &QToolButton::clicked, this, &MainWindow::toggleTheme);
    row->addWidget(themeButton);
    for (auto *control : bar->findChildren<QWidget *>()) {
        if (control->inherits("QComboBox") || control->inherits("QLineEdit"))
            control->setMinimumHeight(m_follow->sizeHint().height());
    }
    return bar;
}

void MainWindow::connectPanes()
{
    connect(m_clock, &FrameClock::frame, this, &MainWindow::onFrame);
    connect(m_clock, &FrameClock::unseen, this, &MainWindow::onUnseen);
    connect(m_clock, &FrameClock::runningChanged, this, &MainWindow::announceScope);
    connect(m_picker, &SymbolPicker::selected, this, &MainWindow::select);
    connect(m_performance, &PerformanceDock::refreshWanted, this, &MainWindow::performanceRequested);
    connect(m_ladder, &LadderView::groupingsChanged, this, &MainWindow::fillGroupings);
    connect(m_ladder, &LadderView::groupingChanged, this, [this](Price step) {
        m_grouping->setCurrentIndex(m_grouping->findData(qlonglong{step.raw()}));
        saveGrouping(QString::fromStdString(m_shown.exchange), *m_shown.instrument, step);
    });
    connect(m_ladder, &LadderView::followChanged, m_follow, &QToolButton::setChecked);
    connect(m_ladder, &LadderView::notice, m_strip, &StatusStrip::showNotice);
    connect(m_follow, &QToolButton::clicked, this, [this](bool follows) {
        follows ? m_ladder->follow() : m_ladder->pin();
        m_follow->setChecked(m_ladder->isFollowing());
    });
    connect(m_grouping, &QComboBox::activated, this, [this](int index) {
        m_ladder->setGrouping(Price(m_grouping->itemData(index).toLongLong()));
    });
}

} // namespace touchline
