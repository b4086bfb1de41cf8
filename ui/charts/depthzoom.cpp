// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depthzoom.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace touchline {

namespace {

constexpr std::array<std::int64_t, 15> reaches{10,    20,     50,     100,    200,     500,     1'000,  2'000,
                                               5'000, 10'000, 20'000, 50'000, 100'000, 200'000, 500'000};
static_assert(reaches.front() == DepthZoom::smallestReach && reaches.back() == DepthZoom::largestReach);

auto notchOf(std::int64_t reach)
{
    const auto at = std::lower_bound(reaches.begin(), reaches.end(), reach);
    return at == reaches.end() ? reaches.end() - 1 : at;
}

// value * ppm / 1'000'000 without overflow for any price.
std::int64_t share(std::int64_t value, std::int64_t ppm)
{
    constexpr std::int64_t million = 1'000'000;
    return value / million * ppm + value % million * ppm / million;
}

} // namespace

void DepthZoom::setReach(std::int64_t reach)
{
    m_reach = *notchOf(reach);
    m_isChosen = true;
}

void DepthZoom::setDefaultReach(std::int64_t reach)
{
    m_defaultReach = *notchOf(reach);
    if (!m_isChosen)
        m_reach = m_defaultReach;
}

void DepthZoom::reset()
{
    m_reach = m_defaultReach;
    m_isChosen = false;
    m_pinned.reset();
}

PriceRange DepthZoom::range(Price mid) const
{
    if (m_pinned)
        return *m_pinned;
    const std::int64_t half = std::max<std::int64_t>(1, share(mid.raw(), m_reach));
    return PriceRange{Price(mid.raw() - half), Price(mid.raw() + half)};
}

void DepthZoom::zoom(int notches, double anchor)
{
    const auto notch = notchOf(m_reach) - reaches.begin();
    const auto lastNotch = static_cast<std::ptrdiff_t>(reaches.size()) - 1;
    const std::int64_t before = m_reach;
    m_reach = reaches[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(notch - notches, 0, lastNotch))];
    m_isChosen = true;
    if (!m_pinned)
        return;
    const auto width = static_cast<double>(m_pinned->high.raw() - m_pinned->low.raw());
    const double newWidth = std::max(2.0, width * static_cast<double>(m_reach) / static_cast<double>(before));
    const double low = static_cast<double>(m_pinned->low.raw()) + (width - newWidth) * anchor;
    const std::int64_t newLow = std::max<std::int64_t>(0, std::llround(low));
    m_pinned = PriceRange{Price(newLow), Price(newLow + std::llround(newWidth))};
}

void DepthZoom::pan(double widths, Price mid)
{
    const PriceRange shown = range(mid);
    const std::int64_t width = shown.high.raw() - shown.low.raw();
    const std::int64_t by = std::llround(static_cast<double>(width) * widths);
    const std::int64_t low = std::max<std::int64_t>(0, shown.low.raw() + by);
    m_pinned = PriceRange{Price(low), Price(low + width)};
}

std::int64_t defaultReachFor(Price mid, Price known, Price tickSize)
{
    constexpr std::int64_t fewestTicks = 10;
    if (mid.raw() <= 0)
        return DepthZoom::usualReach;
    const auto reachOf = [mid](std::int64_t distance) {
        return std::llround(static_cast<double>(distance) / static_cast<double>(mid.raw()) * 1e6);
    };
    const std::int64_t filled = std::min<std::int64_t>(DepthZoom::usualReach, reachOf(known.raw()));
    const std::int64_t legible = reachOf(fewestTicks * tickSize.raw());
    return *notchOf(std::max(filled, legible));
}

} // namespace touchline
