// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/symbolspec.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// The markets under OKX's names: the pairs ("BTC-USDT"), then a perpetual ("BTC-USDT-SWAP") and a dated
/// future ("BTC-USDT-270326") of the busiest of them, whose quantities are contracts.
[[nodiscard]] std::vector<SymbolSpec> okxListings(std::vector<SymbolSpec> specs);

/// "SPOT", "SWAP", "FUTURES".
[[nodiscard]] std::string_view okxInstrumentType(InstrumentKind kind);

/// The entries of `data` of GET instruments, as of 2026-07-28: those of one type.
[[nodiscard]] std::string okxInstrumentList(std::span<const Instrument> instruments, std::string_view type);

} // namespace touchline
