// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"
#include "ui/theme.h"

#include <QRectF>

class QPainter;

namespace touchline {

/// Good, caution or bad. Never the only sign of a state: word and shape go with it.
[[nodiscard]] QColor stateColor(const Theme &theme, FeedState state);

/// A sign of its own shape for each state, drawn into a square.
void paintStateShape(QPainter &painter, const QRectF &square, FeedState state, const QColor &color);

} // namespace touchline
