// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/binance/simbinance.h"

namespace touchline {

/// Perpetual contracts of the markets in USDT, and dated ones of the first two.
[[nodiscard]] std::unique_ptr<SimVenue> simBinanceUsdm(
    BinanceLimits limits = {
        {.messagesPerSecond = 10,
         .pingEvery = std::chrono::minutes(3),
         .pongWithin = std::chrono::minutes(10)},
        2400});

} // namespace touchline
