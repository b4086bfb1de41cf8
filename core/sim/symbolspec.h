// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "feed/instrument.h"

#include <span>
#include <string>
#include <vector>

namespace touchline {

/// What the simulated market of one symbol is like.
struct SymbolSpec {
    Instrument instrument;
    Price startPrice;
    Qty typicalQty;      ///< of an order near the touch
    int activity = 1000; ///< updates, in thousandths of the exchange's rate
    int levels = 600;    ///< a side, about
};

/// The market's name, the same at all venues that list it. Contracts on a pair are markets of their own.
[[nodiscard]] std::string marketName(const Instrument &instrument);

/// When the dated contracts of all venues end.
inline constexpr Instant datedContractsEnd = Instant::fromMillis(1'806'048'000'000);

/// The same market with other decimals, which must hold its tick and step.
[[nodiscard]] SymbolSpec withDecimals(SymbolSpec spec, Decimals decimals);

/// The dozen markets that are written by hand: busy and quiet, coarse and fine ticks, halted ones.
[[nodiscard]] std::vector<SymbolSpec> featuredSymbols();

/// Everything the simulated exchange lists: the featured symbols and some hundred small ones.
[[nodiscard]] std::vector<SymbolSpec> allSymbols();

/// The named ones of those that are listed, in the order given. UnknownSymbol names the first that is not.
[[nodiscard]] Expected<std::vector<SymbolSpec>> findSymbols(
    std::span<const std::string> names, std::span<const SymbolSpec> listed = allSymbols());

} // namespace touchline
