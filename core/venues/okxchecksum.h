// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/orderbook.h"

#include <cstdint>

namespace touchline {

/// OKX's checksum of a book, as it was sent until 2026-06-23: CRC-32 over the best 25 levels of each side,
/// bid 1, ask 1, bid 2, ask 2 and so on, each as price:size, joined with colons. Where a side is shorter the
/// other one goes on alone. Source: OKX API v5, order book channel, as of 2022; confirmed by a recording of
/// that year.
///
/// It is over the text as sent. OKX prints each number in its shortest form, whatever the tick is (8,180 of
/// 8,180 in the recording), so that `printed` does not matter.
[[nodiscard]] std::uint32_t okxChecksum(const OrderBook &book, Decimals held, Decimals printed);

} // namespace touchline
