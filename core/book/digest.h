// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/orderbook.h"

#include <string>

namespace touchline {

/// The text whose SHA-256 identifies a whole book: bids best to worst, then asks best to worst, a line
/// `b PRICE QTY\n` or `a PRICE QTY\n` for each level, in the shortest exact plain notation.
[[nodiscard]] std::string digestText(const OrderBook &book, Decimals decimals);

} // namespace touchline
