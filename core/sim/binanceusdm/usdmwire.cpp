// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binanceusdm/usdmwire.h"

#include "base/jsontext.h"
#include "sim/binance/binancewire.h"

namespace touchline::usdmwire {

namespace {

using binancewire::appendDecimalField;
using binancewire::appendLevels;

/// The moment of the event and of the transaction.
void appendTimes(std::string &out, Instant at)
{
    appendJsonNumber(out, "E", at.millis());
    appendJsonNumber(out, "T", at.millis());
}

std::string pairOf(const Instrument &instrument)
{
    return instrument.base + instrument.quote;
}

void appendInstrument(std::string &out, const Instrument &instrument)
{
    const bool isDated = instrument.kind == InstrumentKind::Dated;
    const auto [price, qty] = instrument.decimals;
    out += '{';
    appendJsonText(out, "symbol", instrument.symbol);
    appendJsonText(out, "pair", pairOf(instrument));
    appendJsonText(out, "contractType", isDated ? "CURRENT_QUARTER" : "PERPETUAL");
    appendJsonNumber(out, "deliveryDate", isDated ? quarterEnd.millis() : noDelivery.millis());
    const bool isTrading = instrument.status == InstrumentStatus::Trading;
    appendJsonText(out, "status", isTrading ? "TRADING" : "SETTLING");
    appendJsonText(out, "baseAsset", instrument.base);
    appendJsonText(out, "quoteAsset", instrument.quote);
    appendJsonText(out, "marginAsset", instrument.quote);
    appendJsonNumber(out, "pricePrecision", price);
    appendJsonNumber(out, "quantityPrecision", qty);
    out += R"(,"filters":[{"filterType":"PRICE_FILTER")";
    appendDecimalField(out, "tickSize", instrument.tickSize.raw(), price);
    out += R"(},{"filterType":"LOT_SIZE")";
    appendDecimalField(out, "stepSize", instrument.stepSize.raw(), qty);
    out += "}]}";
}

} // namespace

std::string depthUpdate(const Instrument &instrument, const BookDelta &delta)
{
    std::string out = R"({"e":"depthUpdate")";
    appendTimes(out, delta.exchangeTime.value_or(Instant{}));
    appendJsonText(out, "s", instrument.symbol);
    appendJsonNumber(out, "st", 1);
    appendJsonText(out, "ps", pairOf(instrument));
    // The first id of the change is somewhere behind the last one of the change before.
    const std::uint64_t previous = (delta.ids.first - 1) * idStep;
    appendJsonNumber(out, "U", previous + idStep / 2);
    appendJsonNumber(out, "u", delta.ids.last * idStep);
    appendJsonNumber(out, "pu", previous);
    appendJsonKey(out, "b");
    appendLevels(out, delta.bids, instrument.decimals);
    appendJsonKey(out, "a");
    appendLevels(out, delta.asks, instrument.decimals);
    return out + '}';
}

std::string depth(const Listing &listing, std::size_t count, Instant now)
{
    std::string out = "{";
    appendJsonNumber(out, "lastUpdateId", listing.updateId * idStep);
    appendTimes(out, now);
    const auto append = [&](const char *key, const BookSide &side) {
        appendJsonKey(out, key);
        appendLevels(out, binancewire::bestLevels(side, count), listing.instrument.decimals);
    };
    append("bids", listing.book.bids());
    append("asks", listing.book.asks());
    return out + '}';
}

std::string bookTicker(const Instrument &instrument, std::uint64_t updateId, const Touch &touch, Instant at)
{
    const auto [price, qty] = instrument.decimals;
    std::string out = R"({"e":"bookTicker")";
    appendJsonNumber(out, "u", updateId * idStep);
    appendJsonText(out, "s", instrument.symbol);
    appendDecimalField(out, "b", touch.bid.price.raw(), price);
    appendDecimalField(out, "B", touch.bid.qty.raw(), qty);
    appendDecimalField(out, "a", touch.ask.price.raw(), price);
    appendDecimalField(out, "A", touch.ask.qty.raw(), qty);
    appendTimes(out, at);
    return out + '}';
}

std::string aggregateTrade(const Instrument &instrument, std::int64_t id, std::span<const TapeTrade> parts)
{
    const TapeTrade &last = parts.back();
    std::int64_t sum = 0;
    for (const TapeTrade &part : parts)
        sum = saturatingAdd(sum, part.qty.raw());
    std::string out = R"({"e":"aggTrade")";
    appendJsonNumber(out, "E", last.time.millis());
    appendJsonText(out, "s", instrument.symbol);
    appendJsonNumber(out, "a", id);
    appendDecimalField(out, "p", last.price.raw(), instrument.decimals.price);
    appendDecimalField(out, "q", sum, instrument.decimals.qty);
    appendJsonNumber(out, "f", parts.front().id);
    appendJsonNumber(out, "l", last.id);
    appendJsonNumber(out, "T", last.time.millis());
    appendJsonKey(out, "m");
    out += last.buyerIsMaker ? "true" : "false";
    appendDecimalField(out, "nq", sum, instrument.decimals.qty);
    return out + '}';
}

std::string exchangeInfo(std::span<const Instrument> instruments, Instant now, int weightPerMinute)
{
    std::string out = R"({"timezone":"UTC")";
    appendJsonNumber(out, "serverTime", now.millis());
    out += R"(,"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1)";
    appendJsonNumber(out, "limit", weightPerMinute);
    out += R"(}],"symbols":[)";
    for (const Instrument &instrument : instruments) {
        if (out.back() != '[')
            out += ',';
        appendInstrument(out, instrument);
    }
    return out + "]}";
}

} // namespace touchline::usdmwire
