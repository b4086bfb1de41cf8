// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binanceusdm/simbinanceusdm.h"

#include "sim/binance/binancerest.h"
#include "sim/binanceusdm/usdmstreams.h"
#include "sim/binanceusdm/usdmwire.h"

#include <array>

namespace touchline {

namespace {

constexpr std::size_t mostDepth = 1000;

RestBody info(const RestContext &context)
{
    const Instant now = context.source.exchangeTime(context.now);
    return usdmwire::exchangeInfo(context.source.instruments(), now, context.weightPerMinute);
}

RestBody depth(const RestContext &context)
{
    constexpr std::array<std::string_view, 2> allowed{"symbol", "limit"};
    const auto listing = listingFor(context, allowed);
    if (!listing)
        return Unexpected(listing.error());
    const auto limit = limitParam(context.request, 500, mostDepth);
    if (!limit)
        return Unexpected(limit.error());
    return usdmwire::depth(**listing, *limit, context.source.exchangeTime(context.now));
}

int depthWeight(const RestRequest &request)
{
    const auto limit = limitParam(request, 500, mostDepth).value_or(500);
    if (limit <= 50)
        return 2;
    if (limit <= 100)
        return 5;
    return limit <= 500 ? 10 : 20;
}

constexpr auto one = [](const RestRequest &) { return 1; };

constexpr std::array<RestEndpoint, 4> endpoints{{
    {"/fapi/v1/ping", one, answerPing},
    {"/fapi/v1/time", one, answerTime},
    {"/fapi/v1/exchangeInfo", one, info},
    {"/fapi/v1/depth", depthWeight, depth},
}};

SymbolSpec quarterly(SymbolSpec spec)
{
    spec.instrument.kind = InstrumentKind::Dated;
    spec.instrument.expiry = dateText(usdmwire::quarterEnd);
    std::string digits = spec.instrument.expiry.substr(2);
    std::erase(digits, '-');
    spec.instrument.symbol += '_' + digits;
    return spec;
}

class SimBinanceUsdm : public SimBinance {
public:
    explicit SimBinanceUsdm(const BinanceLimits &limits) : SimBinance(limits, usdmRoots(), endpoints) {}

    [[nodiscard]] std::vector<SymbolSpec> list(std::vector<SymbolSpec> specs) const override
    {
        std::erase_if(specs, [](const SymbolSpec &spec) { return spec.instrument.quote != "USDT"; });
        for (SymbolSpec &spec : specs)
            spec.instrument.kind = InstrumentKind::Perpetual;
        const std::size_t perpetual = specs.size();
        for (std::size_t i = 0; i < perpetual; ++i) {
            if (specs[i].instrument.base == "BTC" || specs[i].instrument.base == "ETH")
                specs.push_back(quarterly(specs[i]));
        }
        return specs;
    }

    [[nodiscard]] std::unique_ptr<MarketChannels> channels(const Instrument &instrument) const override
    {
        return std::make_unique<UsdmStreams>(instrument.symbol);
    }
};

} // namespace

std::unique_ptr<SimVenue> simBinanceUsdm(BinanceLimits limits)
{
    return std::make_unique<SimBinanceUsdm>(limits);
}

} // namespace touchline
