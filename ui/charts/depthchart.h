// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"
#include "ui/charts/depthpicture.h"
#include "ui/charts/depthzoom.h"
#include "ui/charts/paintpacer.h"
#include "ui/theme.h"

#include <QWidget>

#include <optional>

class QHBoxLayout;
class QLabel;
class QLineSeries;
class QToolButton;

namespace touchline {

class ChartCanvas;
class HeaderValue;

/// Cumulative quantity on both sides of the mid. Nothing but the person changes the zoom: wheel, + and -,
/// drag to look at another place, Home to follow the mid again, 0 for the default. Left and Right move the
/// crosshair, with Shift the picture. The chosen zoom is remembered in QSettings.
class DepthChart : public QWidget {
    Q_OBJECT

public:
    explicit DepthChart(QWidget *parent = nullptr);

    /// Shows the deepest book known: one that carries less than the last is not shown.
    void showView(const FeedView &view);
    /// Repaints what changed, at most five times a second and not while hidden; once a frame.
    void tick();
    void setTheme(const Theme &theme);

    [[nodiscard]] const DepthZoom &zoom() const { return m_zoom; }
    [[nodiscard]] const ChartCanvas &canvas() const { return *m_canvas; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildHeader(QHBoxLayout *header);
    void connectCanvas();
    void showOtherFeed(const FeedView &view);
    void zoomBy(int notches, double anchor);
    void panBy(double widths);
    void resetZoom();
    void followMid();
    void refresh();
    void takeBook();
    void chooseDefaultReach();
    void showEmpty();
    void showHeader(const PriceRange &range);
    void showCrosshair();

    std::string m_exchange;
    SharedInstrument m_instrument = noInstrument();
    FeedStatus m_status;
    SharedBook m_shown = emptyBook();
    Clock m_clock;
    PaintPacer m_pacer;
    DepthBook m_book;
    DepthZoom m_zoom;
    bool m_hasDefaultReach = false; ///< chosen for this instrument
    NiceScale m_scale{1.0};
    std::optional<DepthFrame> m_frame; ///< none while there is nothing to show
    Theme m_theme = theme(ThemeKind::Dark);

    ChartCanvas *m_canvas;
    QLineSeries *m_bidEdge;
    QLineSeries *m_askEdge;
    HeaderValue *m_totals;
    QLabel *m_reach;
    QToolButton *m_follow;
};

} // namespace touchline
