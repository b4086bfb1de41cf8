// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/faultschedule.h"
#include "sim/faulttexts.h"

#include <string>
#include <string_view>
#include <vector>

namespace touchline {

// What faults make of the texts that the exchange sends.

/// Applies the faults that change a text: shifted time and ids, a lost end, a changed byte.
void alterText(std::string &text, const FaultTexts &texts, FaultSchedule &schedule, Instant now);

/// Both halves, neither of them empty; the text itself when it is too short.
[[nodiscard]] std::vector<std::string> splitText(const std::string &text, std::uint64_t random);

/// Printable characters without meaning.
[[nodiscard]] std::string noise(std::uint64_t seed);

} // namespace touchline
