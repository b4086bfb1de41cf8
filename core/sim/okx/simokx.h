// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/okx/okxrules.h"
#include "sim/simvenue.h"

#include <memory>

namespace touchline {

/// OKX's public stream and lists: spot pairs, perpetuals and dated futures.
[[nodiscard]] std::unique_ptr<SimVenue> simOkx(const OkxRules &rules = {});

} // namespace touchline
