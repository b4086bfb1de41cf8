// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binance/simbinance.h"

#include "sim/binance/binancefaults.h"
#include "sim/binance/binancerest.h"
#include "sim/binance/binancestreams.h"

namespace touchline {

namespace {

class SimBinanceSpot : public SimVenue {
public:
    explicit SimBinanceSpot(BinanceLimits limits)
        : m_streams(limits.streams),
          m_rest(binanceSpotEndpoints(), limits.weightPerMinute)
    {
    }

    [[nodiscard]] std::vector<SymbolSpec> list(std::vector<SymbolSpec> specs) const override { return specs; }

    [[nodiscard]] std::unique_ptr<SimConnection> connection(Instant now) const override
    {
        return std::make_unique<BinanceConnection>(m_streams, binanceSpotRoots(), now);
    }

    [[nodiscard]] std::unique_ptr<MarketChannels> channels(const Instrument &instrument) const override
    {
        return std::make_unique<BinanceStreams>(instrument.symbol);
    }

    [[nodiscard]] std::string symbolOfStream(std::string_view stream) const override
    {
        return touchline::symbolOfStream(stream);
    }

    [[nodiscard]] RestReply get(
        const RestRequest &request, std::string_view address, MarketSource &source, Instant now) override
    {
        return m_rest.get(request, address, source, now);
    }

    [[nodiscard]] const FaultTexts &faultTexts() const override { return binanceFaultTexts(); }

private:
    StreamLimits m_streams;
    BinanceRest m_rest;
};

} // namespace

std::unique_ptr<SimVenue> simBinanceSpot(BinanceLimits limits)
{
    return std::make_unique<SimBinanceSpot>(limits);
}

} // namespace touchline
