// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/coinbase/simcoinbase.h"

#include "sim/coinbase/coinbasechannels.h"
#include "sim/coinbase/coinbasefaults.h"
#include "sim/coinbase/coinbaserest.h"

#include <utility>

namespace touchline {

namespace {

constexpr int usualDecimals = 8;

/// Where lots are large so are quantities, of which fewer decimals fit then.
int qtyDecimals(const Instrument &instrument)
{
    constexpr int tenthLotDecimals = 6;
    const std::int64_t tenth = powerOfTen(instrument.decimals.qty - 1);
    const std::int64_t lot = instrument.stepSize.raw();
    return lot >= tenth && lot < 10 * tenth ? tenthLotDecimals : instrument.decimals.qty;
}

/// US dollars in place of one of the dollars that are not traded here: those products have aliases.
SymbolSpec asListed(SymbolSpec spec)
{
    const int qty = qtyDecimals(spec.instrument);
    spec = withDecimals(std::move(spec), Decimals{usualDecimals, qty});
    Instrument &instrument = spec.instrument;
    if (instrument.quote == "FDUSD")
        instrument.quote = "USD";
    instrument.symbol = instrument.base + '-' + instrument.quote;
    // The venue knows no pause.
    if (instrument.status == InstrumentStatus::Break)
        instrument.status = InstrumentStatus::CancelOnly;
    return spec;
}

class SimCoinbase : public SimVenue {
public:
    explicit SimCoinbase(CoinbaseLimits limits) : m_limits(limits) {}

    [[nodiscard]] std::vector<SymbolSpec> list(std::vector<SymbolSpec> specs) const override
    {
        for (SymbolSpec &spec : specs)
            spec = asListed(std::move(spec));
        return specs;
    }

    [[nodiscard]] std::unique_ptr<SimConnection> connection(Instant now) const override
    {
        return std::make_unique<CoinbaseConnection>(now, m_limits);
    }

    [[nodiscard]] std::unique_ptr<MarketChannels> channels(const Instrument &instrument) const override
    {
        return std::make_unique<CoinbaseChannels>(instrument.symbol);
    }

    [[nodiscard]] std::string symbolOfStream(std::string_view stream) const override
    {
        return std::string(coinbaseStreamParts(stream).product);
    }

    [[nodiscard]] RestReply get(
        const RestRequest &request, std::string_view /*address*/, MarketSource &source,
        Instant /*now*/) override
    {
        return coinbaseRest(request, source);
    }

    [[nodiscard]] const FaultTexts &faultTexts() const override { return coinbaseFaultTexts(); }

private:
    CoinbaseLimits m_limits;
};

} // namespace

std::unique_ptr<SimVenue> simCoinbase(CoinbaseLimits limits)
{
    return std::make_unique<SimCoinbase>(limits);
}

} // namespace touchline
