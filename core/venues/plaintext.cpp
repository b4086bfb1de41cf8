// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/plaintext.h"

namespace touchline {

bool PlainText::takeAnyCount(std::uint64_t &count)
{
    const char *const begin = m_at;
    std::uint64_t value = 0;
    m_at = digitwords::appendDigits(begin, m_end, value);
    count = value;
    return m_at && m_at != begin && !leveltext::hasLeadingZero(begin, m_end);
}

} // namespace touchline
