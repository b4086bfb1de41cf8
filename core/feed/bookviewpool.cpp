// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/bookviewpool.h"

#include <algorithm>

namespace touchline {

std::shared_ptr<BookView> BookViewPool::take()
{
    const auto isFree = [](const std::shared_ptr<BookView> &view) { return view.use_count() == 1; };
    const auto free = std::find_if(m_views.begin(), m_views.end(), isFree);
    if (free != m_views.end()) {
        // use_count() orders nothing. Letting go of one more reference does: whatever the last reader on
        // another thread read was read before.
        std::shared_ptr<BookView>(*free).reset();
        return *free;
    }
    auto view = std::make_shared<BookView>();
    if (m_views.size() < mostKept)
        m_views.push_back(view);
    return view;
}

} // namespace touchline
