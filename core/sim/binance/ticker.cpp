// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binance/ticker.h"

#include "base/jsontext.h"
#include "sim/binance/binancewire.h"

#include <algorithm>
#include <cstdint>

namespace touchline::binancewire {

namespace {

/// quoteVolume / volume in price units, by long division: the product would not fit into 64 bits.
std::int64_t averagePrice(const TradeSummary &sums, int volumeDecimals)
{
    if (sums.volume == 0)
        return sums.last.raw();
    std::int64_t average = sums.quoteVolume / sums.volume;
    std::int64_t rest = sums.quoteVolume % sums.volume;
    for (int i = 0; i < volumeDecimals; ++i) {
        rest *= 10;
        average = average * 10 + rest / sums.volume;
        rest %= sums.volume;
    }
    return average;
}

/// In thousandths of a percent.
std::int64_t changePercent(const TradeSummary &sums)
{
    if (sums.open.isZero())
        return 0;
    return (sums.last.raw() - sums.open.raw()) * 100'000 / sums.open.raw();
}

Touch touchOrZeros(const Listing &listing)
{
    return listing.book.touch().value_or(Touch{});
}

void appendChange(std::string &out, const Listing &listing, const TradeSummary &sums)
{
    const auto [price, qty] = listing.instrument.decimals;
    const int volumeDecimals = usedDecimals(listing.tape.step().raw(), qty);
    appendDecimalField(out, "priceChange", sums.last.raw() - sums.open.raw(), price);
    out += R"(,"priceChangePercent":")" + formatDecimal(changePercent(sums), 3, 3) + '"';
    appendDecimalField(out, "weightedAvgPrice", averagePrice(sums, volumeDecimals), price);
    appendDecimalField(out, "prevClosePrice", sums.open.raw(), price);
}

void appendQuotes(std::string &out, const Listing &listing)
{
    const auto [price, qty] = listing.instrument.decimals;
    const Touch touch = touchOrZeros(listing);
    appendDecimalField(out, "bidPrice", touch.bid.price.raw(), price);
    appendDecimalField(out, "bidQty", touch.bid.qty.raw(), qty);
    appendDecimalField(out, "askPrice", touch.ask.price.raw(), price);
    appendDecimalField(out, "askQty", touch.ask.qty.raw(), qty);
}

void appendSums(std::string &out, const Listing &listing, const TradeSummary &sums)
{
    const auto [price, qty] = listing.instrument.decimals;
    appendDecimalField(out, "openPrice", sums.open.raw(), price);
    appendDecimalField(out, "highPrice", sums.high.raw(), price);
    appendDecimalField(out, "lowPrice", sums.low.raw(), price);
    appendDecimalField(out, "volume", sums.volume, usedDecimals(listing.tape.step().raw(), qty));
    appendDecimalField(out, "quoteVolume", sums.quoteVolume, price);
}

} // namespace

std::string dayTicker(const Listing &listing, Instant now, bool mini)
{
    constexpr Duration day = std::chrono::hours(24);
    const TradeSummary sums = listing.tape.lastDay(now).value_or(TradeSummary{});
    const auto [price, qty] = listing.instrument.decimals;
    std::string out = "{";
    appendJsonText(out, "symbol", listing.instrument.symbol);
    if (!mini)
        appendChange(out, listing, sums);
    appendDecimalField(out, "lastPrice", sums.last.raw(), price);
    if (!mini) {
        appendDecimalField(out, "lastQty", sums.lastQty.raw(), qty);
        appendQuotes(out, listing);
    }
    appendSums(out, listing, sums);
    appendJsonNumber(out, "openTime", (now + -day).millis());
    appendJsonNumber(out, "closeTime", now.millis());
    appendJsonNumber(out, "firstId", sums.firstId);
    appendJsonNumber(out, "lastId", sums.lastId);
    appendJsonNumber(out, "count", sums.count);
    out += '}';
    return out;
}

std::string priceTicker(const Listing &listing)
{
    const auto &recent = listing.tape.recent();
    const Price last = recent.empty() ? touchOrZeros(listing).bid.price : recent.back().price;
    std::string out = "{";
    appendJsonText(out, "symbol", listing.instrument.symbol);
    appendDecimalField(out, "price", last.raw(), listing.instrument.decimals.price);
    out += '}';
    return out;
}

std::string quoteTicker(const Listing &listing)
{
    std::string out = "{";
    appendJsonText(out, "symbol", listing.instrument.symbol);
    appendQuotes(out, listing);
    out += '}';
    return out;
}

std::string recentTrades(const Listing &listing, std::size_t count)
{
    const auto [price, qty] = listing.instrument.decimals;
    const auto &recent = listing.tape.recent();
    const auto shown = static_cast<std::ptrdiff_t>(std::min(count, recent.size()));
    std::string out = "[";
    for (auto trade = recent.end() - shown; trade != recent.end(); ++trade) {
        out += out.size() > 1 ? ",{" : "{";
        appendJsonNumber(out, "id", trade->id);
        appendDecimalField(out, "price", trade->price.raw(), price);
        appendDecimalField(out, "qty", trade->qty.raw(), qty);
        appendDecimalField(out, "quoteQty", quoteAmount(trade->price, trade->qty, qty), price);
        appendJsonNumber(out, "time", trade->time.millis());
        out += trade->buyerIsMaker ? R"(,"isBuyerMaker":true,"isBestMatch":true})"
                                   : R"(,"isBuyerMaker":false,"isBestMatch":true})";
    }
    out += ']';
    return out;
}

} // namespace touchline::binancewire
