// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chrome.h"

namespace touchline {

namespace {

/// Halfway between two colours: a large frame in the full accent would be the first thing one sees.
QColor softened(const QColor &color, const QColor &paper)
{
    return QColor(
        (color.red() + paper.red()) / 2, (color.green() + paper.green()) / 2,
        (color.blue() + paper.blue()) / 2);
}

} // namespace

QString chromeStyle(const Theme &theme)
{
    const QColor focus = softened(theme.accent, theme.surface);
    // %1 window, %2 surface, %3 raised, %4 border, %5 text, %6 muted text, %7 accent, %8 focused frame
    return QStringLiteral(R"(
QMainWindow, QMenuBar, QStatusBar, #topBar, #statusStrip { background: %1; }
QStatusBar::item { border: none; }
QMenuBar { color: %5; border: none; padding: 1px 4px; }
QMenuBar::item { padding: 3px 8px; background: transparent; border-radius: 3px; }
QMenuBar::item:selected { background: %3; }
QMenu { background: %3; color: %5; border: 1px solid %4; padding: 4px; }
QMenu::item { padding: 4px 24px 4px 24px; border-radius: 3px; }
QMenu::item:selected { background: %7; color: %1; }
QMenu::item:disabled { color: %6; }
QMenu::separator { height: 1px; background: %4; margin: 4px 8px; }
QSplitter::handle { background: %1; }
QSplitter::handle:hover { background: %7; }
QHeaderView { background: %2; border: none; }
QHeaderView::section { background: %2; color: %6; border: none; border-bottom: 1px solid %4; padding: 3px 8px; }
QDockWidget { color: %6; }
QDockWidget::title { background: %1; padding: 4px 8px; }
QMainWindow::separator { background: %1; height: 4px; }
QMainWindow::separator:hover { background: %7; }
#topBar QToolButton { color: %5; background: %3; border: 1px solid %4; border-radius: 4px; padding: 3px 10px; }
#topBar QToolButton:hover { border-color: %6; }
#topBar QToolButton:focus { border-color: %7; }
#topBar QToolButton:checked { color: %7; border-color: %7; }
#topBar QLineEdit { color: %5; background: %3; border: 1px solid %4; border-radius: 4px; padding: 3px 6px; }
#topBar QLineEdit:focus { border-color: %7; }
#topBar QLabel { color: %6; }
touchline--LadderView { border: 1px solid %2; background: %2; }
touchline--LadderView:focus { border-color: %8; }
QToolTip { color: %5; background: %3; border: 1px solid %4; padding: 3px; }
)")
        .arg(
            theme.window.name(), theme.surface.name(), theme.raised.name(), theme.border.name(),
            theme.text.name(), theme.mutedText.name(), theme.accent.name(), focus.name());
}

} // namespace touchline
