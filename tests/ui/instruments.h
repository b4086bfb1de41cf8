// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/instrumentfilter.h"

namespace touchline {

/// A list as a large exchange has it: well-known bases and made-up ones against several quotes.
[[nodiscard]] InstrumentList manyInstruments(std::size_t atLeast);

[[nodiscard]] Instrument instrument(
    std::string base, std::string quote, InstrumentStatus status = InstrumentStatus::Trading);

} // namespace touchline
