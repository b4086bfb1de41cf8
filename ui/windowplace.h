// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QRect>

#include <span>

namespace touchline {

/// Where a further window of this size and place goes: a step down and to the right, until none begins there,
/// and from the edge of the screen again where that would leave it. One that is as large as the screen hangs
/// over a little.
[[nodiscard]] QRect placeBesideOthers(QRect window, std::span<const QPoint> taken, const QRect &screen);

} // namespace touchline
