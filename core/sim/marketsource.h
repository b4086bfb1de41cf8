// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/replaymarkets.h"
#include "sim/seededmarkets.h"

#include <string_view>
#include <variant>
#include <vector>

namespace touchline {

/// What an exchange trades on: seeded markets or a recording. Both speak through the same few calls.
class MarketSource {
public:
    /// `venue` must outlive it.
    MarketSource(SeededOptions options, const SimVenue &venue)
        : m_markets(std::in_place_type<SeededMarkets>, std::move(options), venue)
    {
    }
    explicit MarketSource(ReplayMarkets replay) : m_markets(std::move(replay)) {}

    [[nodiscard]] const std::vector<Instrument> &instruments() const
    {
        return std::visit(
            [](const auto &markets) -> const auto & { return markets.instruments(); }, m_markets);
    }

    /// Null for symbols that are not listed.
    [[nodiscard]] const Listing *open(std::string_view symbol, Instant now)
    {
        return std::visit([&](auto &markets) { return markets.open(symbol, now); }, m_markets);
    }

    /// Somebody listens to a stream of this symbol.
    void onSubscribed(const Subscription &subscription, std::string_view symbol, Instant now, StreamHub &hub)
    {
        std::visit([&](auto &markets) { markets.onSubscribed(subscription, symbol, now, hub); }, m_markets);
    }

    void advance(Instant now, StreamHub &hub)
    {
        std::visit([&](auto &markets) { markets.advance(now, hub); }, m_markets);
    }

    /// The exchange's own time: a recording's is the one of its day.
    [[nodiscard]] Instant exchangeTime(Instant now) const
    {
        const auto *const replay = this->replay();
        return replay ? replay->exchangeTime(now) : now;
    }

    [[nodiscard]] const ReplayMarkets *replay() const { return std::get_if<ReplayMarkets>(&m_markets); }

private:
    std::variant<SeededMarkets, ReplayMarkets> m_markets;
};

} // namespace touchline
