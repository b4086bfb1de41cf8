// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/coinbaseproducts.h"

#include "venues/json.h"
#include "venues/utctime.h"

#include <algorithm>

namespace touchline::coinbase {

namespace {

/// Books print with as many as eight decimals, whatever the increments are.
constexpr int usualDecimals = 8;
/// What leaves room for prices of nine millions and quantities of nine hundred millions.
constexpr int mostPriceDecimals = 12;
constexpr int mostQtyDecimals = 10;
/// Where lots are large so are quantities, beyond what int64 holds at eight decimals (9.2e10 units): the list
/// of 2026-08-09 has orders of up to 1e15. Older orders are finer than today's lot by a few digits at most.
constexpr int wholeLotQtyDecimals = 4;
constexpr int tenthLotQtyDecimals = 6;

/// What is not a number, or too large to have decimals, has none.
int decimalsIn(std::string_view number)
{
    const auto raw = parseDecimal(number, maxDecimals);
    return raw ? usedDecimals(*raw, maxDecimals) : 0;
}

int qtyDecimals(std::string_view lot)
{
    const auto raw = parseDecimal(lot, usualDecimals);
    if (raw && *raw >= powerOfTen(usualDecimals))
        return wholeLotQtyDecimals;
    if (raw && *raw >= powerOfTen(usualDecimals - 1))
        return tenthLotQtyDecimals;
    return std::clamp(decimalsIn(lot), usualDecimals, mostQtyDecimals);
}

/// Zero, as one that is not known, if it is odd.
template <class Value> Value increment(std::string_view number, int decimals)
{
    const auto raw = parseDecimal(number, decimals);
    return Value(raw && *raw > 0 ? *raw : 0);
}

void readIncrements(json::Object product, Instrument &instrument)
{
    const auto lot = json::text(product, "base_increment").value_or({});
    const auto quoteUnit = json::text(product, "quote_increment").value_or({});
    const auto tick = json::text(product, "price_increment").value_or(quoteUnit);
    const int finest = std::max(decimalsIn(tick), decimalsIn(quoteUnit));
    instrument.decimals = {std::clamp(finest, usualDecimals, mostPriceDecimals), qtyDecimals(lot)};
    instrument.tickSize = increment<Price>(tick, instrument.decimals.price);
    instrument.stepSize = increment<Qty>(lot, instrument.decimals.qty);
}

bool isSet(json::Object product, std::string_view key)
{
    return json::flag(product, key).value_or(false);
}

/// Futures have an empty `status`.
InstrumentStatus statusOf(json::Object product)
{
    const auto status = json::text(product, "status").value_or("unknown");
    if (isSet(product, "trading_disabled") || isSet(product, "is_disabled") || status == "delisted" ||
        status == "offline")
        return InstrumentStatus::Halted;
    if (isSet(product, "cancel_only"))
        return InstrumentStatus::CancelOnly;
    return status == "online" || status.empty() ? InstrumentStatus::Trading : InstrumentStatus::Unknown;
}

/// A contract that does not say when it ends goes by the venue's own name alone.
void readExpiry(json::Object details, Instrument &instrument)
{
    constexpr std::size_t dateLength = 10;
    const auto expiry = json::text(details, "contract_expiry").value_or({});
    instrument.kind = InstrumentKind::Dated;
    if (utcTime(expiry))
        instrument.expiry = expiry.substr(0, dateLength);
    else
        instrument.base.clear();
}

/// Source: "Get Public Product" as of 2026-08: `future_product_details`. The list in the recording has none.
void readFuture(json::Object product, Instrument &instrument)
{
    const auto details = json::object(product, "future_product_details");
    instrument.kind = InstrumentKind::Dated;
    if (!details) {
        instrument.base.clear();
        return;
    }
    const auto root = json::text(*details, "contract_root_unit").value_or({});
    if (instrument.base.empty())
        instrument.base = root;
    const auto size = json::text(*details, "contract_size").value_or({});
    if (!size.empty() && size != "1")
        instrument.contract = std::string(size) + ' ' + std::string(root);
    if (json::text(*details, "contract_expiry_type").value_or({}) == "PERPETUAL")
        instrument.kind = InstrumentKind::Perpetual;
    else
        readExpiry(*details, instrument);
}

std::optional<Instrument> productIn(json::Element element)
{
    json::Object product;
    if (element.get(product) != simdjson::SUCCESS)
        return std::nullopt;
    const auto name = json::text(product, "product_id").value_or({});
    if (name.empty())
        return std::nullopt;
    Instrument instrument = bareInstrument(std::string(name));
    instrument.base = json::text(product, "base_currency_id").value_or({});
    instrument.quote = json::text(product, "quote_currency_id").value_or({});
    instrument.status = statusOf(product);
    readIncrements(product, instrument);
    if (json::text(product, "product_type").value_or({}) == "FUTURE")
        readFuture(product, instrument);
    return instrument;
}

} // namespace

Expected<std::vector<Instrument>> decodeProducts(std::string_view body)
{
    const auto root = json::parseObject(body, "the list of products");
    if (!root)
        return Unexpected(root.error());
    const auto products = json::array(*root, "products");
    if (!products)
        return Unexpected(products.error());
    std::vector<Instrument> instruments;
    instruments.reserve(products->size());
    for (const json::Element element : *products) {
        if (auto instrument = productIn(element))
            instruments.push_back(std::move(*instrument));
    }
    if (instruments.empty() && products->size() > 0)
        return failure(ErrorCode::UnexpectedShape, "no product has a 'product_id'");
    return instruments;
}

} // namespace touchline::coinbase
