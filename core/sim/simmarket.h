// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/fairprice.h"
#include "sim/listing.h"
#include "sim/simrandom.h"
#include "sim/symbolspec.h"

#include <cstdint>

namespace touchline {

/// One symbol's seeded market: orders arrive, are cancelled and trade around a wandering fair price.
/// Its content depends on the seed and the number of steps alone; the times passed in are only written down.
class SimMarket {
public:
    /// Builds the opening book.
    SimMarket(const SymbolSpec &spec, std::uint64_t seed);

    [[nodiscard]] const Listing &listing() const { return m_listing; }

    /// One change of the book: one update id, one or more levels, trades if orders met. Valid until the next.
    const MarketStep &step(Instant at);

private:
    void open();
    void act();
    bool chaseFair();
    void addOrder(Side side);
    void cancelOrder(Side side);
    void improve();
    bool takeLiquidity(Side from, std::int64_t wantedSteps);
    void fill(const Level &level, bool buyerIsMaker, std::int64_t steps);
    void change(Side side, Level level);

    [[nodiscard]] std::int64_t bestTicks(Side side) const;
    [[nodiscard]] std::int64_t orderTicks(Side side);
    [[nodiscard]] std::int64_t nearbyRoundTicks(Side side, std::int64_t ticks, std::int64_t distance);
    [[nodiscard]] Qty orderQty(std::int64_t distance);
    [[nodiscard]] Qty qtyAfterArrival(Side side, Price price, std::int64_t distance);
    [[nodiscard]] Price priceAt(std::int64_t ticks) const { return Price(ticks * m_tick); }
    [[nodiscard]] bool isThin(Side side) const;

    std::int64_t m_tick;
    std::int64_t m_step;
    std::int64_t m_typicalSteps;
    std::int64_t m_levels;
    SimRandom m_random;
    FairPrice m_fair;
    Listing m_listing;
    std::int64_t m_lastTradeId;
    MarketStep m_now;
};

} // namespace touchline
