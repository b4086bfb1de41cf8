// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "feed/instrument.h"

#include <string_view>
#include <vector>

namespace touchline::okx {

/// One of OKX's lists: spot pairs, perpetuals and dated futures. Options are left out.
[[nodiscard]] Expected<std::vector<Instrument>> decodeInstruments(std::string_view body);

} // namespace touchline::okx
