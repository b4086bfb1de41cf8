// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"
#include "ui/charts/paintpacer.h"
#include "ui/charts/spreadpicture.h"
#include "ui/feedtime.h"
#include "ui/theme.h"

#include <QWidget>

#include <vector>

class QButtonGroup;
class QHBoxLayout;
class QLineSeries;

namespace touchline {

class ChartCanvas;
class HeaderValue;

/// The spread over time: a line for the last value, bars from lowest to highest, and hatched stretches
/// with their cause where the book was not live. The number in its header is of the last view, like all of
/// the window's numbers; the curve follows a few times a second. Unit and window are remembered in QSettings.
/// Keys: + and - change the window, Left and Right move the crosshair, B switches between bps and price.
class SpreadChart : public QWidget {
    Q_OBJECT

public:
    explicit SpreadChart(QWidget *parent = nullptr);

    /// Takes in every view.
    void showView(const FeedView &view);
    /// Repaints what changed, at most four times a second and not while hidden; once a frame. Time goes on
    /// without views, too.
    void tick();
    void setTheme(const Theme &theme);

    void setWindow(SpreadWindow window);
    void setUnit(SpreadUnit unit);
    [[nodiscard]] SpreadChoice choice() const { return m_choice; }
    [[nodiscard]] const ChartCanvas &canvas() const { return *m_canvas; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildHeader(QHBoxLayout *header);
    void addWindowButtons(QHBoxLayout *header);
    void addUnitButtons(QHBoxLayout *header);
    void choose(SpreadChoice choice);
    void moveOn();
    void refresh();
    void showLines(const std::vector<QList<QPointF>> &lines);
    void showHeader();
    void showCrosshair();

    SharedInstrument m_instrument = noInstrument();
    SpreadHistory m_history;
    Clock m_clock;
    PaintPacer m_pacer;
    FeedTime m_time;
    bool m_movesOn = false; ///< the feed runs on this machine's time
    FeedState m_state = FeedState::Connecting;
    std::optional<Instant> m_drawnTo; ///< the feed's time at the right edge
    SpreadChoice m_choice;
    NiceScale m_scale;
    NiceRange m_range;
    Theme m_theme = theme(ThemeKind::Dark);

    ChartCanvas *m_canvas;
    std::vector<QLineSeries *> m_lines; ///< one for each unbroken stretch
    HeaderValue *m_current;
    QButtonGroup *m_windows;
    QButtonGroup *m_units;
};

} // namespace touchline
