// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/faultschedule.h"

#include <map>
#include <string>
#include <string_view>

namespace touchline {

/// Remembers the first of the books that were sent, and sends it again where the fault strikes.
class StaleBooks {
public:
    /// `key` says what is a book of the same market and depth.
    void pass(std::string_view key, std::string &book, FaultSchedule &schedule, Instant now);

private:
    static constexpr std::size_t mostRemembered = 64;

    std::map<std::string, std::string, std::less<>> m_first; ///< by key
};

} // namespace touchline
