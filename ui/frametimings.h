// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/histogram.h"

namespace touchline {

/// What the window's frames took, in nanoseconds.
struct FrameTimings {
    Histogram work;             ///< from a tick of the frame clock to the end of the painting that it caused
    Histogram publishedToPaint; ///< from when a view could be taken to the end of the painting that shows it
};

} // namespace touchline
