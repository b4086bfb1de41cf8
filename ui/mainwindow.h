// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "feed/feedview.h"
#include "feed/performance.h"
#include "feed/viewscope.h"
#include "ui/choices.h"
#include "ui/feedtime.h"
#include "ui/framemeter.h"
#include "ui/panes/instrumentfilter.h"
#include "ui/panes/symbolpicker.h"
#include "ui/theme.h"

#include <QMainWindow>

#include <functional>
#include <optional>
#include <vector>

class QActionGroup;
class QComboBox;
class QSplitter;
class QToolButton;

namespace touchline {

class BreaksDock;
class DepthChart;
class FaultLabDock;
class FrameClock;
class LadderView;
class PerformanceDock;
class SpreadChart;
class StatusStrip;
class SymbolPicker;
class TouchPane;

/// The window: pulls one view a frame while it can be seen, and hands it to every pane.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// `takeView` gives the newest view that was not taken yet; called on the window's thread only.
    explicit MainWindow(std::function<std::optional<FeedView>()> takeView, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Writes a PNG of the whole window, whole or not at all.
    [[nodiscard]] Expected<void> saveScreenshot(const QString &path);

    [[nodiscard]] const FrameClock &frameClock() const { return *m_clock; }
    /// What of a book the panes show; none while nobody can see them.
    [[nodiscard]] std::optional<ViewScope> scope() const;
    /// Take, Paint, Total and Frame since the window was made.
    [[nodiscard]] const LatencyWaterfall &latency() const { return m_meter.stages(); }
    [[nodiscard]] const FeedView &shown() const { return m_shown; }
    [[nodiscard]] ThemeChoice themeChoice() const { return m_choices.theme; }
    void setThemeChoice(ThemeChoice choice);
    /// What the next window that is made begins with.
    void saveChoices();
    /// Beside the last of these windows, and on top of none.
    void placeBeside(const std::vector<const MainWindow *> &others);

    void setExchanges(const std::vector<ExchangeChoice> &exchanges);
    /// All instruments of the exchange that is shown; null while they are being fetched.
    void setInstruments(InstrumentList instruments);
    void setInstrumentsError(const QString &sentence);

    /// The application goes to this market by itself: clears the old one at once. Emits nothing.
    void expectMarket(const QString &exchange, const QString &symbol);

    /// Figures that performanceRequested() asked for, of the feed; the window's own are added.
    void showPerformance(PerformanceView performance);

    /// Offered, once it knows the kinds of faults, while the demo exchange is the source.
    [[nodiscard]] FaultLabDock &faultLab() { return *m_faultLab; }

    /// The source cannot give views at all: keeps the last book, marked as failed, and says why.
    void showSourceError(const QString &sentence);

signals:
    /// With an empty symbol: an exchange was chosen and its instruments are wanted.
    void selectRequested(const QString &exchange, const QString &symbol);
    void reconnectRequested();
    /// One more, on the market that is shown.
    void newWindowRequested();
    /// All windows are to be closed.
    void quitRequested();
    void closed();
    void themeChosen(touchline::ThemeChoice choice);
    void scopeChanged(const std::optional<touchline::ViewScope> &scope);
    /// Figures of the feed are wanted, while somebody looks at them.
    void performanceRequested();

protected:
    bool event(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void buildPanes();
    QWidget *buildTopBar();
    void buildMenus();
    void buildFileMenu();
    void buildLadderMenu();
    void buildViewMenu();
    void buildHelpMenu();
    void connectPanes();
    void onFrame();
    void onUnseen();
    void announceScope();
    void select(const QString &exchange, const QString &symbol);
    void showView(FeedView view);
    void showOtherMarket(FeedView view);
    void showOtherHost(const FeedView &view);
    void handToPanes(FeedView view);
    void fillGroupings();
    void applyChosenTheme();
    void toggleTheme();
    void restoreChoices();
    [[nodiscard]] QString titleOf(const FeedView &view) const;
    [[nodiscard]] QString marketTitleOf(const FeedView &view) const;
    /// What the picker offers of a view's exchange; null where it does not know it.
    [[nodiscard]] const ExchangeChoice *choiceOf(const FeedView &view) const;
    void showShortcuts();
    void showExchange();
    void showAbout();

    std::function<std::optional<FeedView>()> m_takeView;
    FeedView m_shown;
    FeedTime m_time;
    std::optional<MarketChoice> m_left; ///< a market just left: views of it that still arrive are not shown
    std::optional<ViewScope> m_announcedScope;
    FrameMeter m_meter;
    WindowChoices m_choices;
    ThemeKind m_systemTheme;

    std::vector<ExchangeChoice> m_exchanges;
    SymbolPicker *m_picker;
    LadderView *m_ladder;
    TouchPane *m_touch;
    SpreadChart *m_spread;
    DepthChart *m_depth;
    StatusStrip *m_strip;
    PerformanceDock *m_performance;
    BreaksDock *m_breaks;
    FaultLabDock *m_faultLab;
    QComboBox *m_grouping;
    QToolButton *m_follow;
    QSplitter *m_columns;
    QSplitter *m_charts;
    QActionGroup *m_themes = nullptr;
    FrameClock *m_clock;
};

} // namespace touchline
