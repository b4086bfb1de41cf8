// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/chrome.h"
#include "ui/format.h"
#include "ui/frameclock.h"
#include "ui/ladder/ladderview.h"
#include "ui/panes/statusstrip.h"
#include "ui/panes/touchpane.h"
#include "ui/picture.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace touchline {

namespace {

/// The desktop's own choice, read before the program sets a palette.
ThemeKind systemTheme()
{
    const QColor paper = QApplication::palette().color(QPalette::Window);
    return paper.lightness() < 128 ? ThemeKind::Dark : ThemeKind::Light;
}

MarketChoice marketOf(const FeedView &view)
{
    return {QString::fromStdString(view.exchange), QString::fromStdString(view.instrument.symbol)};
}

} // namespace

MainWindow::MainWindow(std::function<std::optional<FeedView>()> takeView, QWidget *parent)
    : QMainWindow(parent),
      m_takeView(std::move(takeView)),
      m_systemTheme(systemTheme()),
      m_ladder(new LadderView(this)),
      m_touch(new TouchPane(this)),
      m_strip(new StatusStrip(this)),
      m_grouping(new QComboBox(this)),
      m_follow(new QToolButton(this)),
      m_columns(new QSplitter(this)),
      m_charts(new QSplitter(Qt::Vertical, this)),
      m_clock(new FrameClock(*this))
{
    setWindowTitle(tr("Touchline"));
    buildPanes();
    buildMenus();
    connectPanes();
    restoreChoices();
    applyChosenTheme();
    m_ladder->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPanes()
{
    auto *right = new QWidget(this);
    auto *stack = new QVBoxLayout(right);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(4);
    stack->addWidget(m_touch);
    stack->addWidget(m_charts, 1);
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
    column->addWidget(m_strip);
    setCentralWidget(centre);
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
    row->addStretch(1);

    auto *label = new QLabel(tr("&Group"), bar);
    label->setBuddy(m_grouping);
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
    return bar;
}

void MainWindow::connectPanes()
{
    connect(m_clock, &FrameClock::frame, this, &MainWindow::onFrame);
    connect(m_ladder, &LadderView::groupingsChanged, this, &MainWindow::fillGroupings);
    connect(m_ladder, &LadderView::groupingChanged, this, [this](Price step) {
        m_grouping->setCurrentIndex(m_grouping->findData(qlonglong{step.raw()}));
        saveGrouping(QString::fromStdString(m_shown.exchange), m_shown.instrument, step);
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

void MainWindow::onFrame()
{
    if (auto view = m_takeView())
        showView(*view);
    m_ladder->tick();
    m_strip->tick();
}

void MainWindow::select(const QString &exchange, const QString &symbol)
{
    const MarketChoice before = marketOf(m_shown);
    const MarketChoice wanted{exchange, symbol};
    if (wanted != before) {
        m_left = before;
        FeedView blank;
        blank.exchange = exchange.toStdString();
        blank.instrument = bareInstrument(symbol.toStdString());
        showOtherMarket(blank);
    }
    saveMarketChoice(wanted);
    emit selectRequested(exchange, symbol);
}

void MainWindow::showView(const FeedView &view)
{
    const MarketChoice market = marketOf(view);
    if (m_left && market == *m_left)
        return;
    m_left.reset();
    if (market != marketOf(m_shown)) {
        showOtherMarket(view);
        return;
    }
    m_shown = view;
    m_ladder->showView(view);
    m_touch->showView(view);
    m_strip->showView(view);
}

void MainWindow::showOtherMarket(const FeedView &view)
{
    m_shown = view;
    const QString symbol = QString::fromStdString(view.instrument.symbol);
    setWindowTitle(symbol.isEmpty() ? tr("Touchline") : tr("%1 · Touchline").arg(symbol));
    m_grouping->clear();
    m_ladder->showView(view);
    m_touch->showView(view);
    m_strip->showView(view);
}

void MainWindow::showSourceError(const QString &sentence)
{
    FeedView failed = m_shown;
    failed.status.state = FeedState::Failed;
    failed.status.reason = sentence.toStdString();
    failed.status.retryAt.reset();
    m_left.reset();
    showView(failed);
}

void MainWindow::fillGroupings()
{
    m_grouping->clear();
    const int decimals = m_shown.instrument.decimals.price;
    for (const Price step : m_ladder->groupings())
        m_grouping->addItem(QString::fromStdString(format(step, decimals)), qlonglong{step.raw()});
    const auto remembered = loadGrouping(QString::fromStdString(m_shown.exchange), m_shown.instrument);
    if (remembered)
        m_ladder->setGrouping(*remembered);
    m_grouping->setCurrentIndex(m_grouping->findData(qlonglong{m_ladder->grouping().raw()}));
}

void MainWindow::setThemeChoice(ThemeChoice choice)
{
    m_choices.theme = choice;
    applyChosenTheme();
    saveChoices();
}

void MainWindow::toggleTheme()
{
    const bool isDark = QApplication::palette().color(QPalette::Window) == theme(ThemeKind::Dark).window;
    setThemeChoice(isDark ? ThemeChoice::Light : ThemeChoice::Dark);
}

void MainWindow::applyChosenTheme()
{
    ThemeKind kind = m_systemTheme;
    if (m_choices.theme != ThemeChoice::System)
        kind = m_choices.theme == ThemeChoice::Dark ? ThemeKind::Dark : ThemeKind::Light;
    const Theme &chosen = theme(kind);
    applyTheme(*qApp, chosen);
    setStyleSheet(chromeStyle(chosen));
    m_ladder->setTheme(chosen);
    m_touch->setTheme(chosen);
    m_strip->setTheme(chosen);
    for (QAction *action : m_themes->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(m_choices.theme));
}

void MainWindow::restoreChoices()
{
    m_choices = loadWindowChoices();
    restoreGeometry(m_choices.geometry);
    m_columns->restoreState(m_choices.columns);
    m_charts->restoreState(m_choices.charts);
}

void MainWindow::saveChoices()
{
    m_choices.geometry = saveGeometry();
    m_choices.columns = m_columns->saveState();
    m_choices.charts = m_charts->saveState();
    saveWindowChoices(m_choices);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveChoices();
    QMainWindow::closeEvent(event);
}

Expected<void> MainWindow::saveScreenshot(const QString &path)
{
    return savePicture(grab().toImage(), path);
}

} // namespace touchline
