// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windowplace.h"

#include <algorithm>

namespace touchline {

namespace {

constexpr int step = 32;

/// Within so much room from `begin` on; beyond it begins again.
int wrapped(int at, int begin, int room)
{
    return at >= begin ? begin + (at - begin) % room : begin;
}

} // namespace

QRect placeBesideOthers(QRect window, std::span<const QPoint> taken, const QRect &screen)
{
    // Not the same for both, or the fifth large window would lie on the first.
    constexpr QSize leastRoom(5 * step, 4 * step);
    constexpr int mostSteps = 100;
    const QSize room = (screen.size() - window.size()).expandedTo(leastRoom);
    for (int i = 0; i < mostSteps; ++i) {
        if (std::find(taken.begin(), taken.end(), window.topLeft()) == taken.end())
            break;
        window.moveTopLeft(
            {wrapped(window.x() + step, screen.x(), room.width()),
             wrapped(window.y() + step, screen.y(), room.height())});
    }
    return window;
}

} // namespace touchline
