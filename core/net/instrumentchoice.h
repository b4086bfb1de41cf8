// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

#include <span>
#include <string>
#include <vector>

namespace touchline {

/// The listed instruments of the wanted symbols, by the venue's names or normalised ones (any case); with
/// none wanted, the one that most people look at. UnknownSymbol names what is not listed and what is alike.
[[nodiscard]] Expected<std::vector<Instrument>> chooseInstruments(
    std::span<const Instrument> listed, std::span<const std::string> wanted, std::string_view listName);

} // namespace touchline
