// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/okxinstruments.h"

#include "venues/okxanswer.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

namespace touchline::okx {

namespace {

/// OKX prints as many decimals as tick and lot need; books may hold orders from before either grew.
constexpr int usualDecimals = 8;
constexpr int spareDecimals = 2;
/// Where a lot is a whole unit, quantities grow beyond what int64 holds at eight decimals (9.2e10 units). Of
/// coins with a tick of a billionth and less (PEPE, BABYDOGE) there are quadrillions.
constexpr int wholeLotQtyDecimals = 4;
constexpr int tinyCoinQtyDecimals = 2;
constexpr int tinyCoinTickDecimals = 9;

/// How many decimals a number that is above zero needs, at least eight; none if it is no such number.
std::optional<int> decimalsOf(std::string_view text)
{
    for (int decimals = usualDecimals; decimals <= maxDecimals; ++decimals) {
        const auto raw = parseDecimal(text, decimals);
        if (raw)
            return *raw > 0 ? std::optional(decimals) : std::nullopt;
        if (raw.error().code != ErrorCode::TooManyDecimals)
            break;
    }
    return std::nullopt;
}

int qtyDecimalsFor(std::string_view lot, int tickDecimals)
{
    const int lotDecimals = decimalsOf(lot).value_or(usualDecimals);
    const auto raw = parseDecimal(lot, lotDecimals);
    if (!raw || *raw < powerOfTen(lotDecimals))
        return lotDecimals;
    return tickDecimals >= tinyCoinTickDecimals ? tinyCoinQtyDecimals : wholeLotQtyDecimals;
}

/// One odd listing stays listed, as one whose tick is not known.
void readSteps(json::Object listing, Instrument &instrument)
{
    const auto tick = json::text(listing, "tickSz").value_or({});
    const auto lot = json::text(listing, "lotSz").value_or({});
    const auto tickDecimals = decimalsOf(tick);
    if (!tickDecimals)
        return;
    Decimals &decimals = instrument.decimals;
    if (*tickDecimals > usualDecimals)
        decimals.price = std::min(*tickDecimals + spareDecimals, maxDecimals);
    decimals.qty = qtyDecimalsFor(lot, *tickDecimals);
    const auto price = parsePrice(tick, decimals.price);
    const auto qty = parseQty(lot, decimals.qty);
    if (!price || !qty || qty->raw() <= 0)
        return;
    instrument.tickSize = *price;
    instrument.stepSize = *qty;
}

InstrumentStatus statusOf(std::string_view state)
{
    if (state == "live")
        return InstrumentStatus::Trading;
    if (state == "suspend")
        return InstrumentStatus::Halted;
    if (state == "preopen")
        return InstrumentStatus::Break;
    return InstrumentStatus::Unknown;
}

std::optional<InstrumentKind> kindOf(std::string_view type)
{
    if (type == "SPOT")
        return InstrumentKind::Spot;
    if (type == "SWAP")
        return InstrumentKind::Perpetual;
    if (type == "FUTURES")
        return InstrumentKind::Dated;
    return std::nullopt;
}

/// Contracts name their pair alone: "BTC-USD".
void readPair(json::Object listing, Instrument &instrument)
{
    instrument.base = json::text(listing, "baseCcy").value_or({});
    instrument.quote = json::text(listing, "quoteCcy").value_or({});
    if (instrument.kind == InstrumentKind::Spot)
        return;
    auto pair = json::text(listing, "uly").value_or({});
    if (pair.empty())
        pair = json::text(listing, "instFamily").value_or({});
    const auto dash = pair.find('-');
    if (dash == std::string_view::npos)
        return;
    instrument.base = pair.substr(0, dash);
    instrument.quote = pair.substr(dash + 1);
}

/// "100 USD"; where a multiplier is not one, "10 x 100 USD".
std::string contractOf(json::Object listing)
{
    const auto value = json::text(listing, "ctVal").value_or({});
    const auto currency = json::text(listing, "ctValCcy").value_or({});
    const auto multiplier = json::text(listing, "ctMult").value_or({});
    if (value.empty() || currency.empty())
        return {};
    const bool isPlain = multiplier.empty() || multiplier == "1";
    return (isPlain ? "" : std::string(multiplier) + " x ") + std::string(value) + ' ' +
           std::string(currency);
}

std::string twoDigits(unsigned number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

/// The day in UTC of a time in milliseconds; empty if it is none.
std::string dayOf(std::string_view text)
{
    constexpr std::int64_t year2255 = 9'000'000'000'000;
    std::int64_t ms = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
    if (error != std::errc() || end != text.data() + text.size() || ms < 0 || ms > year2255)
        return {};
    const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(ms)};
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
    return std::to_string(static_cast<int>(day.year())) + '-' +
           twoDigits(static_cast<unsigned>(day.month())) + '-' + twoDigits(static_cast<unsigned>(day.day()));
}

/// Listings of other types are none of ours.
enum class Listing { Listed, Foreign, Odd };

Listing readListing(json::Element element, std::vector<Instrument> &instruments)
{
    json::Object listing;
    if (element.get(listing) != simdjson::SUCCESS)
        return Listing::Odd;
    const auto type = json::text(listing, "instType");
    const auto symbol = json::text(listing, "instId");
    if (!type || !symbol || symbol->empty())
        return Listing::Odd;
    const auto kind = kindOf(*type);
    if (!kind)
        return Listing::Foreign;
    Instrument instrument = bareInstrument(std::string(*symbol));
    instrument.kind = *kind;
    instrument.status = statusOf(json::text(listing, "state").value_or({}));
    readPair(listing, instrument);
    readSteps(listing, instrument);
    if (*kind != InstrumentKind::Spot)
        instrument.contract = contractOf(listing);
    if (*kind == InstrumentKind::Dated)
        instrument.expiry = dayOf(json::text(listing, "expTime").value_or({}));
    instruments.push_back(std::move(instrument));
    return Listing::Listed;
}

} // namespace

Expected<std::vector<Instrument>> decodeInstruments(std::string_view body)
{
    const auto list = dataIn(body, "the instrument list");
    if (!list)
        return Unexpected(list.error());
    std::vector<Instrument> instruments;
    instruments.reserve(list->size());
    bool isAnyGood = list->size() == 0;
    for (const json::Element element : *list)
        isAnyGood = readListing(element, instruments) != Listing::Odd || isAnyGood;
    if (!isAnyGood)
        return failure(ErrorCode::UnexpectedShape, "no entry of the list is an instrument");
    return instruments;
}

} // namespace touchline::okx
