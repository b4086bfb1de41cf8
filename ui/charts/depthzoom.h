// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/depthcurve.h"

#include <cstdint>
#include <optional>

namespace touchline {

/// Which prices a depth chart shows. It follows the mid with a fixed share of it on either side until the
/// person drags it; then the prices stay put. Nothing but the person changes the zoom.
class DepthZoom {
public:
    /// Parts per million of the mid on either side: 10 is 0.001 %, 500'000 is 50 %.
    static constexpr std::int64_t usualReach = 10'000;
    static constexpr std::int64_t smallestReach = 10;
    static constexpr std::int64_t largestReach = 500'000;

    [[nodiscard]] std::int64_t reach() const { return m_reach; }
    /// The person's choice; the nearest 1-2-5 reach that is not below `reach`.
    void setReach(std::int64_t reach);
    /// The reach to have while the person chose none, and after reset().
    void setDefaultReach(std::int64_t reach);
    [[nodiscard]] bool isChosen() const { return m_isChosen; }

    [[nodiscard]] bool isFollowing() const { return !m_pinned; }

    /// Follows the mid again, keeping the zoom.
    void follow() { m_pinned.reset(); }
    /// Default zoom, following the mid.
    void reset();

    [[nodiscard]] PriceRange range(Price mid) const;

    /// One 1-2-5 notch nearer (positive) or farther. `anchor`, 0 to 1 from left to right, is the place whose
    /// price stays where it is when the prices are pinned; while following it is the mid.
    void zoom(int notches, double anchor = 0.5);

    /// Moves the shown prices up by so many widths of the picture, and pins them there.
    void pan(double widths, Price mid);

private:
    std::int64_t m_reach = usualReach;
    std::int64_t m_defaultReach = usualReach;
    bool m_isChosen = false;
    std::optional<PriceRange> m_pinned;
};

/// The usual reach; less where the book is known only up to `known` from the mid, more where it would hold
/// only a few ticks of the instrument.
[[nodiscard]] std::int64_t defaultReachFor(Price mid, Price known, Price tickSize);

} // namespace touchline
