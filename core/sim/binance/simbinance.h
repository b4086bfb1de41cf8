// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/binance/binanceconnection.h"
#include "sim/simvenue.h"

#include <memory>

namespace touchline {

struct BinanceLimits {
    StreamLimits streams;
    int weightPerMinute = 6000;
};

[[nodiscard]] std::unique_ptr<SimVenue> simBinanceSpot(BinanceLimits limits = {});

} // namespace touchline
