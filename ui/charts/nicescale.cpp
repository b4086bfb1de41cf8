// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/nicescale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace touchline {

namespace {

constexpr double headroom = 1.1;
constexpr double roomyShare = 0.4;   // a highest value below this share of the top leaves too much room
constexpr int fitsBeforeShrink = 30; // three seconds at ten fits a second

} // namespace

double niceStep(double least)
{
    constexpr std::array<double, 3> multiples{1.0, 2.0, 5.0};
    constexpr double tolerance = 1.0 - 1e-9;
    const double scale = std::pow(10.0, std::floor(std::log10(least)));
    for (const double multiple : multiples) {
        if (multiple * scale >= least * tolerance)
            return multiple * scale;
    }
    return 10.0 * scale;
}

int stepDecimals(double step)
{
    return std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)));
}

NiceRange NiceScale::rangeFor(double highest, int ticks) const
{
    if (highest <= 0.0) {
        const double step = m_finestStep > 0.0 ? m_finestStep : 1.0;
        return NiceRange{step, step};
    }
    const double needed = highest * headroom;
    const double step = std::max(m_finestStep, niceStep(needed / ticks));
    return NiceRange{step * std::ceil(needed / step), step};
}

const NiceRange &NiceScale::fit(double highest, int ticks)
{
    const bool isRoomy = highest < m_range.top * roomyShare;
    m_fitsWithRoom = isRoomy ? m_fitsWithRoom + 1 : 0;
    const bool mustChange = !m_isFitted || ticks != m_ticks || highest > m_range.top;
    if (mustChange || m_fitsWithRoom >= fitsBeforeShrink) {
        m_range = rangeFor(highest, ticks);
        m_fitsWithRoom = 0;
    }
    m_isFitted = highest > 0.0; // nothing to keep steady yet
    m_ticks = ticks;
    return m_range;
}

} // namespace touchline
