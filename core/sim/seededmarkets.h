// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/simmarket.h"
#include "sim/streamhub.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// Where seeded markets come from and how fast they run.
struct SeededOptions {
    std::uint64_t seed = 1;
    std::int64_t updatesPerSecond = 200; ///< of a symbol with activity 1000; zero stands still
    std::vector<SymbolSpec> symbols;     ///< as the venue lists them; empty: all that it lists
    int levels = 0;                      ///< a side; zero: as each symbol says
};

/// The seeded markets of an exchange. Each begins to run when somebody first asks for it.
class SeededMarkets {
public:
    /// `venue` must outlive them.
    SeededMarkets(SeededOptions options, const SimVenue &venue);

    [[nodiscard]] const std::vector<Instrument> &instruments() const { return m_instruments; }

    /// Starts the market if it does not run yet. Null for symbols that are not listed.
    [[nodiscard]] const Listing *open(std::string_view symbol, Instant now);

    void onSubscribed(const Subscription &subscription, std::string_view symbol, Instant now, StreamHub &hub);

    /// Runs every started market up to `now` and publishes what its listeners must know. After a standstill
    /// (a suspended machine) a market runs one second at most and leaves out the rest.
    void advance(Instant now, StreamHub &hub);

private:
    struct Market {
        Market(const SymbolSpec &spec, std::uint64_t seed, std::unique_ptr<MarketChannels> spoken)
            : market(spec, seed),
              pace(seedFor(~seed, marketName(spec.instrument))),
              channels(std::move(spoken))
        {
        }

        SimMarket market;
        SimRandom pace;
        std::unique_ptr<MarketChannels> channels; ///< never null
        Duration meanGap{};
        Instant nextStep;
    };

    [[nodiscard]] Market *find(std::string_view symbol, Instant now);
    [[nodiscard]] Duration meanGap(const SymbolSpec &spec) const;
    static void liveThroughThePast(Market &market, Instant now);
    static void run(Market &market, Instant now, StreamHub &hub);

    SeededOptions m_options;
    const SimVenue *m_venue;
    std::vector<Instrument> m_instruments;
    std::map<std::string, std::size_t, std::less<>> m_bySymbol;
    std::vector<std::unique_ptr<Market>> m_markets; ///< null: not started
};

} // namespace touchline
