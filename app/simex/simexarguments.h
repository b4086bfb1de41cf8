// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/faultplan.h"
#include "sim/replaymarkets.h"
#include "sim/seededmarkets.h"

#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace touchline {

/// What the command line asks for.
struct SimexArguments {
    quint16 port = 0;              ///< 0: any free one
    std::string venue = "binance"; ///< one of simVenueNames()
    SeededOptions market;
    std::vector<std::string> recordings; ///< not empty: play these instead of a seeded market
    ReplaySpeed speed = recordedPace;
    std::optional<FaultPlan> faults; ///< none: nothing goes wrong
};

/// Reads the command line. BadArgument: one sentence for stderr. Ends the program for --help and --version.
[[nodiscard]] Expected<SimexArguments> parseSimexArguments(const QStringList &arguments);

} // namespace touchline
