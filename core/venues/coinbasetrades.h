// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "venues/coinbaseparts.h"
#include "venues/json.h"

namespace touchline::coinbase {

/// Adds the trades of one event of the `market_trades` channel, oldest first.
[[nodiscard]] Expected<void> addTrades(json::Object event, const InstrumentLookup &instruments, Parts &parts);

} // namespace touchline::coinbase
