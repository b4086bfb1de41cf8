// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"

#include <chrono>

namespace touchline {

/// What a feed's clock says now, as far as a window can know: the time of the last view, carried on by this
/// machine's clock from when that view was posted. An age by it is right however long a view was on its way.
/// Where a recording has ended, its clock stands.
class FeedTime {
public:
    /// A view that nobody posted is of this moment.
    void follow(const FeedView &view);
    [[nodiscard]] Instant now() const;

private:
    Instant m_takenAt;
    std::chrono::steady_clock::time_point m_postedAt;
    bool m_stands = false;
};

} // namespace touchline
