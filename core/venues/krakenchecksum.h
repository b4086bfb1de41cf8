// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/bookrules.h"

namespace touchline {

/// Of the best ten levels a side, whatever the depth of the subscription: asks from the lowest, then bids
/// from the highest; of each the price and the quantity as whole numbers in units of the last printed
/// decimal; all digits in one row; CRC-32. Source: docs.kraken.com, guide "Book checksum (v2)" as of 2026-10.
[[nodiscard]] std::uint32_t krakenChecksum(const OrderBook &book, Decimals held, Decimals printed);

} // namespace touchline
