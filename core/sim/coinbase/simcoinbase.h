// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/coinbase/coinbaseconnection.h"
#include "sim/simvenue.h"

#include <memory>

namespace touchline {

/// Coinbase Advanced Trade.
[[nodiscard]] std::unique_ptr<SimVenue> simCoinbase(CoinbaseLimits limits = {});

} // namespace touchline
