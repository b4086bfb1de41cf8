// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/seededmarkets.h"

#include <algorithm>

namespace touchline {

SeededMarkets::SeededMarkets(SeededOptions options, const SimVenue &venue)
    : m_options(std::move(options)),
      m_venue(&venue)
{
    if (m_options.symbols.empty())
        m_options.symbols = venue.list(allSymbols());
    for (SymbolSpec &spec : m_options.symbols) {
        if (m_options.levels > 0)
            spec.levels = m_options.levels;
        m_bySymbol.try_emplace(spec.instrument.symbol, m_instruments.size());
        m_instruments.push_back(spec.instrument);
    }
    m_markets.resize(m_instruments.size());
}

const Listing *SeededMarkets::open(std::string_view symbol, Instant now)
{
    Market *const market = find(symbol, now);
    return market ? &market->market.listing() : nullptr;
}

void SeededMarkets::onSubscribed(
    const Subscription &subscription, std::string_view symbol, Instant now, StreamHub &hub)
{
    if (Market *const market = find(symbol, now))
        market->channels->greet(subscription, now, market->market.listing(), hub);
}

SeededMarkets::Market *SeededMarkets::find(std::string_view symbol, Instant now)
{
    const auto at = m_bySymbol.find(symbol);
    if (at == m_bySymbol.end())
        return nullptr;
    auto &market = m_markets[at->second];
    if (!market) {
        const SymbolSpec &spec = m_options.symbols[at->second];
        market = std::make_unique<Market>(spec, m_options.seed, m_venue->channels(spec.instrument));
        market->meanGap = meanGap(spec);
        liveThroughThePast(*market, now);
        market->nextStep = now + market->pace.wait(market->meanGap);
    }
    return market.get();
}

void SeededMarkets::advance(Instant now, StreamHub &hub)
{
    for (const auto &market : m_markets) {
        if (market)
            run(*market, now, hub);
    }
}

Duration SeededMarkets::meanGap(const SymbolSpec &spec) const
{
    if (spec.instrument.status != InstrumentStatus::Trading)
        return {};
    const std::int64_t perThousandSeconds = m_options.updatesPerSecond * spec.activity;
    if (perThousandSeconds <= 0)
        return {};
    return Duration(std::chrono::seconds(1000)) / perThousandSeconds;
}

/// A market that is seen for the first time is not new: it has traded for a while.
void SeededMarkets::liveThroughThePast(Market &market, Instant now)
{
    constexpr int steps = 300;
    const Duration gap = market.meanGap > Duration{} ? market.meanGap : std::chrono::seconds(1);
    for (int left = steps; left > 0; --left)
        static_cast<void>(market.market.step(now + -gap * left));
}

void SeededMarkets::run(Market &market, Instant now, StreamHub &hub)
{
    const Listing &listing = market.market.listing();
    constexpr Duration longestStandstill = std::chrono::seconds(1);
    if (market.meanGap > Duration{}) {
        market.nextStep = std::max(market.nextStep, now + -longestStandstill);
        while (market.nextStep <= now) {
            const Instant at = market.nextStep;
            market.channels->flushUntil(at, listing, hub);
            market.channels->onStep(market.market.step(at), listing, hub);
            market.nextStep = at + market.pace.wait(market.meanGap);
        }
    }
    market.channels->flushUntil(now, listing, hub);
}

} // namespace touchline
