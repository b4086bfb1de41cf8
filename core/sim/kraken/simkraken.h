// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/kraken/krakenconnection.h"
#include "sim/simvenue.h"

#include <memory>

namespace touchline {

[[nodiscard]] std::unique_ptr<SimVenue> simKraken(KrakenLimits limits = {});

} // namespace touchline
