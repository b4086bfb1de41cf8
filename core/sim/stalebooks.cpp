// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/stalebooks.h"

namespace touchline {

void StaleBooks::pass(std::string_view key, std::string &book, FaultSchedule &schedule, Instant now)
{
    const auto first = m_first.find(key);
    if (first == m_first.end()) {
        if (m_first.size() < mostRemembered)
            m_first.emplace(key, book);
    } else if (first->second != book && schedule.strike(FaultKind::StaleSnapshot, now)) {
        book = first->second;
    }
}

} // namespace touchline
