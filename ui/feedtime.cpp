// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feedtime.h"

namespace touchline {

void FeedTime::follow(const FeedView &view)
{
    m_takenAt = view.takenAt;
    m_stands = view.status.state == FeedState::Ended;
    m_postedAt = view.postedAt.value_or(std::chrono::steady_clock::now());
}

Instant FeedTime::now() const
{
    if (m_stands)
        return m_takenAt;
    return m_takenAt + Duration(std::chrono::steady_clock::now() - m_postedAt);
}

} // namespace touchline
