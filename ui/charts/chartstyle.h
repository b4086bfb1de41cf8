// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QString>

class QToolButton;
class QWidget;

namespace touchline {

/// Gives a chart's pane the colours of the theme: its header row and its background.
void applyChartStyle(QWidget &pane, const Theme &theme);

/// A flat button for a header row. `name` is for screen readers.
[[nodiscard]] QToolButton *headerButton(const QString &text, const QString &name, QWidget *parent);

} // namespace touchline
