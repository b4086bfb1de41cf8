// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/binance/binanceconnection.h"
#include "sim/binance/binancerest.h"
#include "sim/simvenue.h"

#include <memory>
#include <span>

namespace touchline {

struct BinanceLimits {
    StreamLimits streams;
    int weightPerMinute = 6000;
};

/// What all of Binance's exchanges share. Their markets and what is said of them differ.
class SimBinance : public SimVenue {
public:
    [[nodiscard]] std::unique_ptr<SimConnection> connection(Instant now) const override;
    [[nodiscard]] std::string symbolOfStream(std::string_view stream) const override;
    [[nodiscard]] RestReply get(
        const RestRequest &request, std::string_view address, MarketSource &source, Instant now) override;
    [[nodiscard]] const FaultTexts &faultTexts() const override;

protected:
    /// `roots` and `endpoints` must outlive it.
    SimBinance(
        const BinanceLimits &limits, std::span<const StreamRoot> roots,
        std::span<const RestEndpoint> endpoints)
        : m_streams(limits.streams),
          m_roots(roots),
          m_rest(endpoints, limits.weightPerMinute)
    {
    }

private:
    StreamLimits m_streams;
    std::span<const StreamRoot> m_roots;
    BinanceRest m_rest;
};

[[nodiscard]] std::unique_ptr<SimVenue> simBinanceSpot(BinanceLimits limits = {});

} // namespace touchline
