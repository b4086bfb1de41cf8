// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/symbolspec.h"

#include "sim/simrandom.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string_view>

namespace touchline {

namespace {

constexpr int venueDecimals = 8;

struct Row {
    std::string_view base;
    std::string_view quote;
    std::string_view price;
    std::string_view tick;
    std::string_view step;
    std::string_view typicalQty;
    int activity = 1000;
    int levels = 600;
    InstrumentStatus status = InstrumentStatus::Trading;
};

/// Where a lot is a whole unit, quantities are too large for int64 at eight decimals.
constexpr int wholeLotQtyDecimals = 4;

int qtyDecimals(std::int64_t step)
{
    return step < powerOfTen(venueDecimals) ? venueDecimals : wholeLotQtyDecimals;
}

std::int64_t raw(std::string_view decimal, int decimals = venueDecimals)
{
    const auto parsed = parseDecimal(decimal, decimals);
    assert(parsed);
    return *parsed;
}

SymbolSpec specOf(const Row &row)
{
    SymbolSpec spec;
    spec.instrument.base = row.base;
    spec.instrument.quote = row.quote;
    spec.instrument.symbol = spec.instrument.base + spec.instrument.quote;
    spec.instrument.status = row.status;
    spec.instrument.decimals = Decimals{venueDecimals, qtyDecimals(raw(row.step))};
    spec.instrument.tickSize = Price(raw(row.tick));
    spec.instrument.stepSize = Qty(raw(row.step, spec.instrument.decimals.qty));
    spec.startPrice = Price(raw(row.price));
    spec.typicalQty = Qty(raw(row.typicalQty, spec.instrument.decimals.qty));
    spec.activity = row.activity;
    spec.levels = row.levels;
    return spec;
}

constexpr std::array<Row, 14> featured{{
    {"BTC", "USDT", "64000", "0.01", "0.00001", "0.05", 1000, 1500},
    {"ETH", "USDT", "3120", "0.01", "0.0001", "0.8", 800, 1200},
    {"SOL", "USDT", "148.5", "0.01", "0.001", "12", 600, 900},
    {"XRP", "USDT", "0.5931", "0.0001", "0.1", "900", 350, 500},
    {"DOGE", "USDT", "0.10744", "0.00001", "1", "4000", 300, 700},
    {"PEPE", "USDT", "0.00001142", "0.00000001", "1", "9000000", 400, 400},
    {"BONK", "USDT", "0.000001", "0.00000001", "1", "80000000", 60, 60},
    {"EUR", "USDT", "1.0853", "0.0001", "0.1", "700", 150, 400},
    {"BTC", "DAI", "100000", "10", "0.00001", "0.2", 200, 500},
    {"ETH", "BTC", "0.04875", "0.00001", "0.0001", "1.5", 250, 500},
    {"SHIB", "DOGE", "0.000163", "0.000001", "1", "60000", 40, 80},
    {"ICX", "ETH", "0.00004385", "0.00000001", "0.1", "300", 2, 120},
    {"LUNA", "USDT", "0.3714", "0.0001", "0.01", "250", 100, 200, InstrumentStatus::Halted},
    {"SRM", "USDT", "0.0372", "0.0001", "0.1", "1500", 100, 150, InstrumentStatus::Break},
}};

constexpr std::array<std::string_view, 12> heads{"AR",  "BEL", "CO", "DEX", "FI", "GRA",
                                                 "KAV", "LIN", "MO", "NEO", "QU", "ZEL"};
constexpr std::array<std::string_view, 10> tails{"A", "B", "DO", "LY", "MAX", "NA", "RO", "SY", "TA", "X"};

struct Quote {
    std::string_view name;
    std::int64_t inDollars; ///< raw, what one unit of the quote is worth
};
constexpr std::array<Quote, 5> quotes{{
    {"USDT", 100'000'000},
    {"FDUSD", 100'000'000},
    {"EUR", 108'000'000},
    {"BTC", 6'400'000'000'000},
    {"TRY", 3'000'000},
}};

std::int64_t rescaled(std::int64_t raw, int from, int to)
{
    return from > to ? raw / powerOfTen(from - to) : raw * powerOfTen(to - from);
}

/// About one ten-thousandth of the price, as a power of ten, at least the finest unit.
std::int64_t tickFor(std::int64_t price)
{
    std::int64_t tick = 1;
    while (tick * 100'000 <= price)
        tick *= 10;
    return tick;
}

/// A power of ten of the base that is worth about a cent.
std::int64_t stepFor(std::int64_t dollars)
{
    std::int64_t step = powerOfTen(venueDecimals);
    for (std::int64_t worth = dollars; worth > 10'000'000 && step > 1'000; worth /= 10)
        step /= 10;
    return step;
}

SymbolSpec smallSymbol(const std::string &base, const Quote &quote)
{
    constexpr std::int64_t twoHundredDollars =
        2'000'000'000'000'000'000; // raw dollars x raw units of the base
    SimRandom random(seedFor(0, base));
    const std::int64_t dollars = 200 + random.logUniform(4'000'000'000);
    SymbolSpec spec;
    spec.instrument.base = base;
    spec.instrument.quote = quote.name;
    spec.instrument.symbol = base + spec.instrument.quote;
    spec.instrument.status = InstrumentStatus::Trading;
    const std::int64_t price = dollars * 1'000 / (quote.inDollars / 100'000);
    const std::int64_t tick = tickFor(price);
    const std::int64_t step = stepFor(dollars);
    spec.instrument.tickSize = Price(tick);
    spec.instrument.decimals = Decimals{venueDecimals, qtyDecimals(step)};
    const std::int64_t finer = powerOfTen(venueDecimals - spec.instrument.decimals.qty);
    spec.instrument.stepSize = Qty(step / finer);
    spec.startPrice = Price(price / tick * tick);
    spec.typicalQty = Qty(std::max(step, twoHundredDollars / dollars / step * step) / finer);
    spec.activity = static_cast<int>(random.logUniform(60));
    spec.levels = static_cast<int>(40 + random.below(160));
    return spec;
}

} // namespace

std::string marketName(const Instrument &instrument)
{
    const char *const kind = instrument.kind == InstrumentKind::Perpetual ? " PERP" : "";
    return instrument.base + instrument.quote + kind + instrument.expiry;
}

SymbolSpec withDecimals(SymbolSpec spec, Decimals decimals)
{
    Instrument &instrument = spec.instrument;
    const auto price = [&](Price held) {
        return Price(rescaled(held.raw(), instrument.decimals.price, decimals.price));
    };
    const auto qty = [&](Qty held) {
        return Qty(rescaled(held.raw(), instrument.decimals.qty, decimals.qty));
    };
    instrument.tickSize = price(instrument.tickSize);
    spec.startPrice = price(spec.startPrice);
    instrument.stepSize = qty(instrument.stepSize);
    spec.typicalQty = qty(spec.typicalQty);
    instrument.decimals = decimals;
    return spec;
}

std::vector<SymbolSpec> featuredSymbols()
{
    std::vector<SymbolSpec> specs;
    std::transform(featured.begin(), featured.end(), std::back_inserter(specs), specOf);
    return specs;
}

std::vector<SymbolSpec> allSymbols()
{
    // Fewer ticks than this from zero leave no room for a book.
    constexpr std::int64_t fewestTicks = 100;
    auto specs = featuredSymbols();
    for (const auto head : heads) {
        for (const auto tail : tails) {
            const std::string base = std::string(head) + std::string(tail);
            for (const Quote &quote : quotes) {
                auto spec = smallSymbol(base, quote);
                if (spec.startPrice.raw() / spec.instrument.tickSize.raw() >= fewestTicks)
                    specs.push_back(std::move(spec));
            }
        }
    }
    return specs;
}

Expected<std::vector<SymbolSpec>> findSymbols(
    std::span<const std::string> names, std::span<const SymbolSpec> listed)
{
    std::vector<SymbolSpec> found;
    for (const std::string &name : names) {
        const auto at = std::find_if(listed.begin(), listed.end(), [&](const SymbolSpec &spec) {
            return spec.instrument.symbol == name;
        });
        if (at == listed.end())
            return failure(ErrorCode::UnknownSymbol, "the simulated exchange does not list '" + name + "'");
        found.push_back(*at);
    }
    return found;
}

} // namespace touchline
