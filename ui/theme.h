// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>

class QApplication;

namespace touchline {

enum class ThemeKind { Dark, Light };

/// Every colour the window uses, by its role. No widget has a colour of its own.
struct Theme {
    ThemeKind kind = ThemeKind::Dark;
    QColor window;  ///< behind everything
    QColor surface; ///< panes, ladder, charts
    QColor raised;  ///< headers, buttons, popups
    QColor border;
    QColor grid; ///< chart grid, fainter than border
    QColor text;
    QColor mutedText; ///< labels, units; still 4.5:1 on surface
    QColor bid;
    QColor ask;
    QColor bidBar; ///< size bars and filled areas, translucent
    QColor askBar;
    QColor flash; ///< changed level, fades to transparent
    QColor accent;
    QColor good;    ///< live
    QColor caution; ///< syncing, stale, resyncing, reconnecting
    QColor bad;     ///< failed
    QColor demo;    ///< the label of a demo source
};

[[nodiscard]] const Theme &theme(ThemeKind kind);

/// Sets palette, style and font of the whole application.
void applyTheme(QApplication &application, const Theme &theme);

/// The font of words: Inter where it is installed, else the system's.
[[nodiscard]] QFont uiFont();

/// A font whose digits all have the same width, `scale` times the application's size.
[[nodiscard]] QFont tabularFont(qreal scale = 1.0);

} // namespace touchline
