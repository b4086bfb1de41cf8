// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "base/tickclock.h"
#include "base/trace.h"
#include "ui/charts/depthchart.h"
#include "ui/charts/spreadchart.h"
#include "ui/chrome.h"
#include "ui/format.h"
#include "ui/frameclock.h"
#include "ui/ladder/laddermodel.h"
#include "ui/ladder/ladderview.h"
#include "ui/panes/breaksdock.h"
#include "ui/panes/faultlabdock.h"
#include "ui/panes/performancedock.h"
#include "ui/panes/statusstrip.h"
#include "ui/panes/symbolpicker.h"
#include "ui/panes/touchpane.h"
#include "ui/picture.h"
#include "ui/statetext.h"
#include "ui/windowplace.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QScreen>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>

namespace touchline {

namespace {

/// The desktop's own choice, read before the first window sets a palette.
ThemeKind systemTheme()
{
    static const int lightness = QApplication::palette().color(QPalette::Window).lightness();
    return lightness < 128 ? ThemeKind::Dark : ThemeKind::Light;
}

/// Sets the font before the window itself is made: of a later change it learns only once it is shown.
QWidget *afterOurFont(QWidget *parent)
{
    QApplication::setFont(uiFont());
    return parent;
}

MarketChoice marketOf(const FeedView &view)
{
    return {QString::fromStdString(view.exchange), QString::fromStdString(view.instrument->symbol)};
}

} // namespace

MainWindow::MainWindow(std::function<std::optional<FeedView>()> takeView, QWidget *parent)
    : QMainWindow(afterOurFont(parent)),
      m_takeView(std::move(takeView)),
      m_systemTheme(systemTheme()),
      m_picker(new SymbolPicker(this)),
      m_ladder(new LadderView(this)),
      m_touch(new TouchPane(this)),
      m_spread(new SpreadChart(this)),
      m_depth(new DepthChart(this)),
      m_strip(new StatusStrip(this)),
      m_performance(new PerformanceDock(this)),
      m_breaks(new BreaksDock(this)),
      m_faultLab(new FaultLabDock(this)),
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

void MainWindow::onFrame()
{
    const TraceSpan span("frame");
    auto view = m_takeView();
    const bool isAfterPause = m_clock->isAfterPause();
    if (isAfterPause)
        m_meter.onPause();
    m_meter.onFrameBegun(view && !isAfterPause ? &*view : nullptr, tickNanos());
    if (view)
        showView(std::move(*view));
    m_ladder->tick();
    m_touch->tick();
    m_spread->tick();
    m_depth->tick();
    m_strip->tick();
    m_breaks->tick();
    announceScope();
    m_meter.onFrameEnded(tickNanos());
}

void MainWindow::onUnseen()
{
    if (auto view = m_takeView())
        showView(std::move(*view));
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() != QEvent::UpdateRequest)
        return QMainWindow::event(event);
    const std::int64_t begun = tickNanos();
    const TraceSpan span("paint", begun);
    const bool isHandled = QMainWindow::event(event);
    m_meter.onPainted(begun, tickNanos());
    return isHandled;
}

std::optional<ViewScope> MainWindow::scope() const
{
    if (!m_clock->isRunning())
        return std::nullopt;
    return m_ladder->ladder().scope();
}

void MainWindow::announceScope()
{
    const std::optional<ViewScope> wanted = scope();
    if (wanted == m_announcedScope)
        return;
    m_announcedScope = wanted;
    emit scopeChanged(wanted);
}

void MainWindow::select(const QString &exchange, const QString &symbol)
{
    // An exchange chosen again wants its instruments again; the book that is shown stays.
    const bool isSameExchange = exchange == QString::fromStdString(m_shown.exchange);
    if (!symbol.isEmpty() || !isSameExchange)
        expectMarket(exchange, symbol);
    if (!symbol.isEmpty()) {
        saveMarketChoice({exchange, symbol});
        m_ladder->setFocus();
    }
    emit selectRequested(exchange, symbol);
}

void MainWindow::expectMarket(const QString &exchange, const QString &symbol)
{
    const MarketChoice before = marketOf(m_shown);
    if (MarketChoice{exchange, symbol} == before)
        return;
    FeedView blank;
    blank.exchange = exchange.toStdString();
    const bool isSameExchange = blank.exchange == m_shown.exchange;
    blank.isDemo = m_shown.isDemo && isSameExchange;
    blank.isRecording = m_shown.isRecording && isSameExchange;
    blank.instrument = std::make_shared<const Instrument>(bareInstrument(symbol.toStdString()));
    m_left = before;
    showOtherMarket(std::move(blank));
}

void MainWindow::setExchanges(const std::vector<ExchangeChoice> &exchanges)
{
    m_exchanges = exchanges;
    m_picker->setExchanges(exchanges);
    setWindowTitle(titleOf(m_shown));
    showOtherHost(m_shown);
}

void MainWindow::setInstruments(InstrumentList instruments)
{
    m_picker->setInstruments(std::move(instruments));
}

void MainWindow::setInstrumentsError(const QString &sentence)
{
    m_picker->setInstrumentsError(sentence);
}

void MainWindow::showView(FeedView view)
{
    const MarketChoice market = marketOf(view);
    if (m_left && market == *m_left)
        return;
    m_left.reset();
    if (market != marketOf(m_shown)) {
        showOtherMarket(std::move(view));
        return;
    }
    handToPanes(std::move(view));
}

void MainWindow::showOtherMarket(FeedView view)
{
    const QString symbol = QString::fromStdString(view.instrument->symbol);
    setWindowTitle(titleOf(view));
    showOtherHost(view);
    m_picker->setCurrent(QString::fromStdString(view.exchange), symbol);
    m_grouping->clear();
    handToPanes(std::move(view));
}

void MainWindow::showOtherHost(const FeedView &view)
{
    const ExchangeChoice *const exchange = choiceOf(view);
    m_strip->setOtherHost(exchange == nullptr ? QString() : exchange->otherHost);
}

/// A window that cannot be seen has nothing but its title to say that its book is not live.
QString MainWindow::titleOf(const FeedView &view) const
{
    if (view.instrument->symbol.empty())
        return tr("Touchline");
    const QString market = marketTitleOf(view);
    return view.status.isLive() ? market : tr("[%1] %2").arg(stateWord(view.status.state), market);
}

/// Two windows may be on the same symbol of two exchanges.
QString MainWindow::marketTitleOf(const FeedView &view) const
{
    const QString symbol = QString::fromStdString(view.instrument->symbol);
    const ExchangeChoice *const exchange = choiceOf(view);
    return exchange == nullptr ? tr("%1 · Touchline").arg(symbol)
                               : tr("%1 · %2 · Touchline").arg(symbol, exchange->title);
}

const ExchangeChoice *MainWindow::choiceOf(const FeedView &view) const
{
    const auto isShown = [name = QString::fromStdString(view.exchange)](const ExchangeChoice &choice) {
        return choice.name == name;
    };
    const auto at = std::find_if(m_exchanges.begin(), m_exchanges.end(), isShown);
    return at == m_exchanges.end() ? nullptr : &*at;
}

void MainWindow::handToPanes(FeedView view)
{
    const bool isOtherState = view.status.state != m_shown.status.state;
    m_shown = std::move(view);
    m_time.follow(m_shown);
    if (isOtherState)
        setWindowTitle(titleOf(m_shown));
    m_ladder->showView(m_shown);
    m_touch->showView(m_shown);
    m_spread->showView(m_shown);
    m_depth->showView(m_shown);
    m_strip->showView(m_shown);
    m_breaks->showView(m_shown);
}

void MainWindow::showPerformance(PerformanceView performance)
{
    addStages(performance, latency());
    m_performance->showPerformance(performance);
}

void MainWindow::showSourceError(const QString &sentence)
{
    FeedView failed = m_shown;
    failed.status.state = FeedState::Failed;
    failed.status.reason = sentence.toStdString();
    failed.status.since = m_time.now();
    if (!failed.status.notLiveSince)
        failed.status.notLiveSince = failed.status.since;
    failed.status.retryAt.reset();
    m_left.reset();
    showView(std::move(failed));
}

void MainWindow::fillGroupings()
{
    m_grouping->clear();
    const int decimals = m_shown.instrument->decimals.price;
    for (const Price step : m_ladder->groupings())
        m_grouping->addItem(QString::fromStdString(format(step, decimals)), qlonglong{step.raw()});
    const auto remembered = loadGrouping(QString::fromStdString(m_shown.exchange), *m_shown.instrument);
    if (remembered)
        m_ladder->setGrouping(*remembered);
    m_grouping->setCurrentIndex(m_grouping->findData(qlonglong{m_ladder->grouping().raw()}));
}

void MainWindow::setThemeChoice(ThemeChoice choice)
{
    if (choice == m_choices.theme)
        return;
    m_choices.theme = choice;
    applyChosenTheme();
    saveChoices();
    emit themeChosen(choice);
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
    m_picker->setTheme(chosen);
    m_ladder->setTheme(chosen);
    m_touch->setTheme(chosen);
    m_spread->setTheme(chosen);
    m_depth->setTheme(chosen);
    m_strip->setTheme(chosen);
    m_breaks->setTheme(chosen);
    m_performance->setTheme(chosen);
    m_faultLab->setTheme(chosen);
    for (QAction *action : m_themes->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(m_choices.theme));
}

void MainWindow::restoreChoices()
{
    m_choices = loadWindowChoices();
    restoreGeometry(m_choices.geometry);
    m_columns->restoreState(m_choices.columns);
    m_charts->restoreState(m_choices.charts);
    restoreState(m_choices.docks);
    m_faultLab->setOffered(false);
    if (!m_choices.follows)
        m_ladder->pin();
}

void MainWindow::saveChoices()
{
    m_choices.geometry = saveGeometry();
    m_choices.columns = m_columns->saveState();
    m_choices.charts = m_charts->saveState();
    m_choices.docks = saveState();
    m_choices.follows = m_ladder->isFollowing();
    saveWindowChoices(m_choices);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveChoices();
    QMainWindow::closeEvent(event);
    emit closed();
}

void MainWindow::placeBeside(const std::vector<const MainWindow *> &others)
{
    setWindowState(windowState() & ~(Qt::WindowMaximized | Qt::WindowFullScreen));
    std::vector<QPoint> taken;
    std::transform(others.begin(), others.end(), std::back_inserter(taken), [](const MainWindow *other) {
        return other->geometry().topLeft();
    });
    const QRect wanted(taken.back(), size());
    setGeometry(placeBesideOthers(wanted, taken, others.back()->screen()->availableGeometry()));
}

Expected<void> MainWindow::saveScreenshot(const QString &path)
{
    return savePicture(grab().toImage(), path);
}

} // namespace touchline
