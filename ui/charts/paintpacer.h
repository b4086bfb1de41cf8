// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <optional>

namespace touchline {

/// Turns many requests into few repaints. Whatever was requested last is painted in the end, as long as
/// somebody goes on asking whether it is time.
class PaintPacer {
public:
    explicit PaintPacer(Duration shortestGap) : m_shortestGap(shortestGap) {}

    void request() { m_isRequested = true; }

    /// For what must not be seen late.
    void requestAtOnce()
    {
        m_isRequested = true;
        m_lastAt.reset();
    }

    /// True if something was requested and the last repaint is long enough ago. The repaint is then up to the
    /// caller.
    [[nodiscard]] bool takeDue(Instant now)
    {
        if (!m_isRequested || (m_lastAt && now - *m_lastAt < m_shortestGap))
            return false;
        m_isRequested = false;
        m_lastAt = now;
        return true;
    }

private:
    Duration m_shortestGap;
    std::optional<Instant> m_lastAt;
    bool m_isRequested = false;
};

} // namespace touchline
