// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binance/simbinance.h"

#include "sim/binance/binancefaults.h"
#include "sim/binance/binancestreams.h"

namespace touchline {

namespace {

class SimBinanceSpot : public SimBinance {
public:
    explicit SimBinanceSpot(const BinanceLimits &limits)
        : SimBinance(limits, binanceSpotRoots(), binanceSpotEndpoints())
    {
    }

    [[nodiscard]] std::vector<SymbolSpec> list(std::vector<SymbolSpec> specs) const override { return specs; }

    [[nodiscard]] std::unique_ptr<MarketChannels> channels(const Instrument &instrument) const override
    {
        return std::make_unique<BinanceStreams>(instrument.symbol);
    }
};

} // namespace

std::unique_ptr<SimConnection> SimBinance::connection(Instant now) const
{
    return std::make_unique<BinanceConnection>(m_streams, m_roots, now);
}

std::string SimBinance::symbolOfStream(std::string_view stream) const
{
    return touchline::symbolOfStream(stream);
}

RestReply SimBinance::get(
    const RestRequest &request, std::string_view address, MarketSource &source, Instant now)
{
    return m_rest.get(request, address, source, now);
}

const FaultTexts &SimBinance::faultTexts() const
{
    return binanceFaultTexts();
}

std::unique_ptr<SimVenue> simBinanceSpot(BinanceLimits limits)
{
    return std::make_unique<SimBinanceSpot>(limits);
}

} // namespace touchline
