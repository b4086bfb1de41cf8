// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/feedbreaks.h"

#include <utility>

namespace touchline {

void FeedBreaks::begin(Instant now, std::string cause, std::optional<std::uint64_t> lastId)
{
    if (isOpen())
        return;
    const std::size_t dropped = m_all->size() < mostKept ? 0 : 1;
    const auto first = m_all->begin() + static_cast<std::ptrdiff_t>(dropped);
    auto next = std::make_shared<std::vector<FeedBreak>>(first, m_all->end());
    next->push_back({now, std::nullopt, std::move(cause), lastId, std::nullopt});
    m_all = std::move(next);
}

void FeedBreaks::end(Instant now, std::uint64_t firstId)
{
    if (!isOpen())
        return;
    auto next = std::make_shared<std::vector<FeedBreak>>(*m_all);
    next->back().ended = now;
    next->back().firstId = firstId;
    m_all = std::move(next);
}

} // namespace touchline
