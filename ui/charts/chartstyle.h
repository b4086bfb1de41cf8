// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QString>

class QToolButton;
class QWidget;

namespace touchline {

/// The look of a chart's header row, in the colours of the theme.
[[nodiscard]] QString chartStyle(const Theme &theme);

/// A flat button for a header row. `name` is for screen readers.
[[nodiscard]] QToolButton *headerButton(const QString &text, const QString &name, QWidget *parent);

} // namespace touchline
