// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/kraken/simkraken.h"

#include "sim/kraken/krakenfaults.h"
#include "sim/kraken/krakenrest.h"
#include "sim/kraken/krakenstreams.h"

#include <utility>

namespace touchline {

namespace {

/// Prices have the decimals of the tick: so many are printed, and the checksum is made of what is printed.
SymbolSpec asListed(SymbolSpec spec)
{
    const Decimals held = spec.instrument.decimals;
    const int priceDecimals = usedDecimals(spec.instrument.tickSize.raw(), held.price);
    spec = withDecimals(std::move(spec), Decimals{priceDecimals, held.qty});
    Instrument &instrument = spec.instrument;
    instrument.symbol = instrument.base + '/' + instrument.quote;
    // The venue knows no pause.
    if (instrument.status == InstrumentStatus::Break)
        instrument.status = InstrumentStatus::CancelOnly;
    return spec;
}

class SimKraken : public SimVenue {
public:
    explicit SimKraken(KrakenLimits limits) : m_limits(limits) {}

    [[nodiscard]] std::vector<SymbolSpec> list(std::vector<SymbolSpec> specs) const override
    {
        for (SymbolSpec &spec : specs)
            spec = asListed(std::move(spec));
        return specs;
    }

    [[nodiscard]] std::unique_ptr<SimConnection> connection(Instant now) const override
    {
        return std::make_unique<KrakenConnection>(now, m_limits);
    }

    [[nodiscard]] std::unique_ptr<MarketChannels> channels(const Instrument &instrument) const override
    {
        return std::make_unique<KrakenStreams>(instrument.symbol);
    }

    [[nodiscard]] std::string symbolOfStream(std::string_view stream) const override
    {
        return std::string(krakenSymbolOf(stream));
    }

    [[nodiscard]] RestReply get(
        const RestRequest &request, std::string_view /*address*/, MarketSource &source, Instant now) override
    {
        return krakenRest(request, source, now);
    }

    [[nodiscard]] const FaultTexts &faultTexts() const override { return krakenFaultTexts(); }

private:
    KrakenLimits m_limits;
};

} // namespace

std::unique_ptr<SimVenue> simKraken(KrakenLimits limits)
{
    return std::make_unique<SimKraken>(limits);
}

} // namespace touchline
