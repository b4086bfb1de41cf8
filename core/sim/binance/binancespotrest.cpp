// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binance/binancerest.h"
#include "sim/binance/binancewire.h"
#include "sim/binance/exchangeinfo.h"
#include "sim/binance/resterror.h"
#include "sim/binance/ticker.h"

#include <algorithm>
#include <array>
#include <functional>

namespace touchline {

namespace {

constexpr std::size_t mostDepth = 5000;
constexpr std::size_t mostTrades = 1000;
constexpr int tickerOfAllWeight = 80;

RestBody info(const RestContext &context)
{
    const ExchangeRules rules{context.source.exchangeTime(context.now), context.weightPerMinute};
    return exchangeInfo(context.source.instruments(), context.request, rules);
}

RestBody depth(const RestContext &context)
{
    constexpr std::array<std::string_view, 3> allowed{"symbol", "limit", "symbolStatus"};
    const auto listing = listingFor(context, allowed);
    if (!listing)
        return Unexpected(listing.error());
    const auto limit = limitParam(context.request, 100, mostDepth);
    if (!limit)
        return Unexpected(limit.error());
    const auto status = context.request.value("symbolStatus");
    if (status && *status != statusName((*listing)->instrument.status))
        return restFailure(-1220, "The symbol's status does not match the requested symbolStatus.");
    return binancewire::partialDepth(**listing, *limit);
}

RestBody trades(const RestContext &context)
{
    constexpr std::array<std::string_view, 2> allowed{"symbol", "limit"};
    const auto listing = listingFor(context, allowed);
    if (!listing)
        return Unexpected(listing.error());
    const auto limit = limitParam(context.request, 500, mostTrades);
    if (!limit)
        return Unexpected(limit.error());
    return binancewire::recentTrades(**listing, *limit);
}

using Entry = std::function<std::string(const Listing &)>;

/// One entry for `symbol`, or an array for `symbols` or for everything.
RestBody forSymbols(const RestContext &context, const Entry &entry)
{
    std::vector<std::string> symbols;
    if (context.request.has("symbol") && context.request.has("symbols"))
        return restFailure(
            -1128, "Combination of optional parameters invalid. Recommendation: 'symbol' or 'symbols'");
    if (context.request.has("symbol")) {
        const auto symbol = symbolParam(context.request);
        if (!symbol)
            return Unexpected(symbol.error());
        const auto listing = listingNamed(context, *symbol);
        if (!listing)
            return Unexpected(listing.error());
        return entry(**listing);
    }
    if (const auto list = context.request.value("symbols")) {
        auto named = listParam("symbols", *list);
        if (!named)
            return Unexpected(named.error());
        symbols = std::move(*named);
    } else {
        for (const Instrument &instrument : context.source.instruments())
            symbols.push_back(instrument.symbol);
    }
    std::string body = "[";
    for (const std::string &symbol : symbols) {
        const auto listing = listingNamed(context, symbol);
        if (!listing)
            return Unexpected(listing.error());
        if (body.size() > 1)
            body += ',';
        body += entry(**listing);
    }
    return body + ']';
}

RestBody ticker(const RestContext &context, std::span<const std::string_view> allowed, const Entry &entry)
{
    if (const auto known = checkNames(context.request, allowed); !known)
        return Unexpected(known.error());
    return forSymbols(context, entry);
}

RestBody dayTicker(const RestContext &context)
{
    constexpr std::array<std::string_view, 3> allowed{"symbol", "symbols", "type"};
    const auto type = context.request.value("type").value_or("FULL");
    if (type != "FULL" && type != "MINI")
        return restFailure(-1139, "Invalid ticker type.");
    const Instant now = context.source.exchangeTime(context.now);
    return ticker(context, allowed, [&](const Listing &listing) {
        return binancewire::dayTicker(listing, now, type == "MINI");
    });
}

RestBody priceTicker(const RestContext &context)
{
    constexpr std::array<std::string_view, 2> allowed{"symbol", "symbols"};
    return ticker(context, allowed, binancewire::priceTicker);
}

RestBody quoteTicker(const RestContext &context)
{
    constexpr std::array<std::string_view, 2> allowed{"symbol", "symbols"};
    return ticker(context, allowed, binancewire::quoteTicker);
}

int one(const RestRequest &)
{
    return 1;
}

int depthWeight(const RestRequest &request)
{
    const auto limit = limitParam(request, 100, mostDepth).value_or(100);
    if (limit <= 100)
        return 5;
    if (limit <= 500)
        return 25;
    return limit <= 1000 ? 50 : 250;
}

int dayTickerWeight(const RestRequest &request)
{
    if (request.has("symbol"))
        return 2;
    const auto list = request.value("symbols");
    const auto names = list ? std::count(list->begin(), list->end(), ',') + 1 : tickerOfAllWeight + 21;
    if (names <= 20)
        return 2;
    return names <= 100 ? tickerOfAllWeight / 2 : tickerOfAllWeight;
}

int smallTickerWeight(const RestRequest &request)
{
    return request.has("symbol") ? 2 : 4;
}

constexpr std::array<RestEndpoint, 8> endpoints{{
    {"/api/v3/ping", one, answerPing},
    {"/api/v3/time", one, answerTime},
    {"/api/v3/exchangeInfo", [](const RestRequest &) { return 20; }, info},
    {"/api/v3/depth", depthWeight, depth},
    {"/api/v3/trades", [](const RestRequest &) { return 25; }, trades},
    {"/api/v3/ticker/24hr", dayTickerWeight, dayTicker},
    {"/api/v3/ticker/price", smallTickerWeight, priceTicker},
    {"/api/v3/ticker/bookTicker", smallTickerWeight, quoteTicker},
}};

} // namespace

std::span<const RestEndpoint> binanceSpotEndpoints()
{
    return endpoints;
}

} // namespace touchline
