// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QColor>
#include <QString>

class QToolButton;
class QWidget;

namespace touchline {

/// Gives a chart's pane the colours of the theme: its header row and its background.
void applyChartStyle(QWidget &pane, const Theme &theme);

/// A share (0 to 1) of `colour` on `ground`, opaque: Qt hands every tall translucent area to its thread pool,
/// which costs far more than filling it.
[[nodiscard]] QColor mixed(const QColor &colour, const QColor &ground, double share);

/// A flat button for a header row. `name` is for screen readers.
[[nodiscard]] QToolButton *headerButton(const QString &text, const QString &name, QWidget *parent);

} // namespace touchline
