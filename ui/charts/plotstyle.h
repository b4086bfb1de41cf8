// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotparts.h"
#include "ui/numberfont.h"
#include "ui/theme.h"

#include <QBrush>

#include <array>

namespace touchline {

/// What all plots of a theme look like: what is the same in every picture is made once.
struct PlotStyle {
    explicit PlotStyle(const Theme &theme);

    [[nodiscard]] QColor shadeColour(ShadeKind kind) const;
    /// As fine as the screen is.
    [[nodiscard]] QBrush shadeBrush(ShadeKind kind, qreal devicePixelRatio) const;

    Theme theme;
    NumberFont font;                    ///< of all labels
    std::array<QBrush, 3> shadeBrushes; ///< by ShadeKind
};

[[nodiscard]] QFont plotFont();

} // namespace touchline
