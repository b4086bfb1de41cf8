// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/okx/okxlistings.h"

#include "base/jsontext.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace touchline {

namespace {

/// The contracts on one pair.
struct Contract {
    std::string_view base;
    std::string_view quote;
    std::string_view value; ///< of one, in the base
    std::string_view tick;
    std::string_view lot; ///< in contracts
};

constexpr std::array<Contract, 3> contracts{{
    {"BTC", "USDT", "0.01", "0.1", "0.01"},
    {"ETH", "USDT", "0.1", "0.01", "0.01"},
    {"SOL", "USDT", "1", "0.01", "0.01"},
}};

std::int64_t rawOf(std::string_view decimal, int decimals)
{
    const auto parsed = parseDecimal(decimal, decimals);
    assert(parsed);
    return *parsed;
}

/// "270326"
std::string shortDate(std::string_view date)
{
    std::string out(date.substr(2));
    std::erase(out, '-');
    return out;
}

void name(Instrument &instrument)
{
    instrument.symbol = instrument.base + '-' + instrument.quote;
    if (instrument.kind == InstrumentKind::Perpetual)
        instrument.symbol += "-SWAP";
    if (instrument.kind == InstrumentKind::Dated)
        instrument.symbol += '-' + shortDate(instrument.expiry);
}

SymbolSpec contractOn(SymbolSpec spec, const Contract &contract, InstrumentKind kind)
{
    Instrument &instrument = spec.instrument;
    instrument.kind = kind;
    if (kind == InstrumentKind::Dated)
        instrument.expiry = dateText(datedContractsEnd);
    instrument.contract = std::string(contract.value) + ' ' + instrument.base;
    name(instrument);
    const auto [price, qty] = instrument.decimals;
    instrument.tickSize = Price(rawOf(contract.tick, price));
    instrument.stepSize = Qty(rawOf(contract.lot, qty));
    const std::int64_t tick = instrument.tickSize.raw();
    spec.startPrice = Price(spec.startPrice.raw() / tick * tick);
    // As much money as in the pair, in contracts.
    const std::int64_t lots =
        spec.typicalQty.raw() / rawOf(contract.value, qty) * powerOfTen(qty) / instrument.stepSize.raw();
    spec.typicalQty = Qty(std::max<std::int64_t>(lots, 1) * instrument.stepSize.raw());
    return spec;
}

const Contract *contractOf(const Instrument &instrument)
{
    const auto *const found = std::find_if(contracts.begin(), contracts.end(), [&](const Contract &contract) {
        return contract.base == instrument.base && contract.quote == instrument.quote;
    });
    return found == contracts.end() ? nullptr : found;
}

std::string_view stateOf(InstrumentStatus status)
{
    switch (status) {
    case InstrumentStatus::Trading:
        return "live";
    case InstrumentStatus::Break:
        return "preopen";
    case InstrumentStatus::Halted:
    case InstrumentStatus::CancelOnly:
    case InstrumentStatus::EndOfDay:
        return "suspend";
    case InstrumentStatus::Unknown:
        return "test";
    }
    return "test";
}

void appendContract(std::string &out, const Instrument &instrument)
{
    const std::string &contract = instrument.contract;
    const bool isSpot = instrument.kind == InstrumentKind::Spot;
    const bool isDated = instrument.kind == InstrumentKind::Dated;
    const auto space = std::min(contract.find(' '), contract.size());
    const std::string pair = isSpot ? std::string() : instrument.base + '-' + instrument.quote;
    appendJsonText(out, "ctMult", isSpot ? "" : "1");
    appendJsonText(out, "ctType", isSpot ? "" : "linear");
    appendJsonText(out, "ctVal", contract.substr(0, space));
    appendJsonText(out, "ctValCcy", contract.substr(std::min(space + 1, contract.size())));
    appendJsonText(out, "expTime", isDated ? std::to_string(datedContractsEnd.millis()) : "");
    appendJsonText(out, "instFamily", pair);
    appendJsonText(out, "settleCcy", isSpot ? "" : instrument.quote);
    appendJsonText(out, "uly", pair);
}

std::string entryOf(const Instrument &instrument)
{
    const bool isSpot = instrument.kind == InstrumentKind::Spot;
    const std::string lot = format(instrument.stepSize, instrument.decimals.qty);
    std::string out = "{";
    appendJsonText(out, "baseCcy", isSpot ? instrument.base : "");
    appendContract(out, instrument);
    appendJsonText(out, "instId", instrument.symbol);
    appendJsonText(out, "instType", okxInstrumentType(instrument.kind));
    appendJsonText(out, "lotSz", lot);
    appendJsonText(out, "minSz", lot);
    appendJsonText(out, "quoteCcy", isSpot ? instrument.quote : "");
    appendJsonText(out, "state", stateOf(instrument.status));
    appendJsonText(out, "tickSz", format(instrument.tickSize, instrument.decimals.price));
    return out + '}';
}

} // namespace

std::vector<SymbolSpec> okxListings(std::vector<SymbolSpec> specs)
{
    std::vector<SymbolSpec> derivatives;
    for (SymbolSpec &spec : specs) {
        name(spec.instrument);
        const Contract *const contract = contractOf(spec.instrument);
        if (!contract)
            continue;
        for (const InstrumentKind kind : {InstrumentKind::Perpetual, InstrumentKind::Dated})
            derivatives.push_back(contractOn(spec, *contract, kind));
    }
    specs.insert(specs.end(), derivatives.begin(), derivatives.end());
    return specs;
}

std::string_view okxInstrumentType(InstrumentKind kind)
{
    switch (kind) {
    case InstrumentKind::Spot:
        return "SPOT";
    case InstrumentKind::Perpetual:
        return "SWAP";
    case InstrumentKind::Dated:
        return "FUTURES";
    }
    return "";
}

std::string okxInstrumentList(std::span<const Instrument> instruments, std::string_view type)
{
    std::string out;
    for (const Instrument &instrument : instruments) {
        if (okxInstrumentType(instrument.kind) == type)
            out += (out.empty() ? "" : ",") + entryOf(instrument);
    }
    return out;
}

} // namespace touchline
