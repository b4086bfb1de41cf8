// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/faulttexts.h"
#include "sim/marketchannels.h"
#include "sim/restrequest.h"
#include "sim/simconnection.h"
#include "sim/symbolspec.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

class MarketSource;

/// How the server of one venue speaks of the simulated markets: the counterpart of a Venue.
class SimVenue {
public:
    SimVenue() = default;
    SimVenue(const SimVenue &) = delete;
    SimVenue &operator=(const SimVenue &) = delete;
    virtual ~SimVenue() = default;

    /// The markets that it lists, with its own names and as many decimals as it prints.
    [[nodiscard]] virtual std::vector<SymbolSpec> list(std::vector<SymbolSpec> specs) const = 0;

    [[nodiscard]] virtual std::unique_ptr<SimConnection> connection(Instant now) const = 0;
    [[nodiscard]] virtual std::unique_ptr<MarketChannels> channels(const Instrument &instrument) const = 0;
    /// The listed symbol that a stream belongs to. Empty for names that are no symbol's.
    [[nodiscard]] virtual std::string symbolOfStream(std::string_view stream) const = 0;

    /// `address` is the client's, for what each may ask for.
    [[nodiscard]] virtual RestReply get(
        const RestRequest &request, std::string_view address, MarketSource &source, Instant now) = 0;

    /// Lives as long as the program.
    [[nodiscard]] virtual const FaultTexts &faultTexts() const = 0;
};

} // namespace touchline
