// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binance/exchangeinfo.h"

#include "base/jsontext.h"
#include "sim/binance/binancewire.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace touchline {

namespace {

using binancewire::appendDecimalField;

constexpr std::array<std::string_view, 5> parameters{
    "symbol", "symbols", "permissions", "showPermissionSets", "symbolStatus"};

struct Filter {
    std::vector<std::string> symbols; ///< empty: all
    std::vector<std::string> permissions;
    std::string_view status;
    bool showPermissionSets = true;
};

Expected<void, RestError> readSymbols(const RestRequest &request, Filter &filter)
{
    if (request.has("symbol") && request.has("symbols"))
        return restFailure(
            -1128, "Combination of optional parameters invalid. Recommendation: 'symbol' or 'symbols'");
    if (request.has("symbol")) {
        auto symbol = symbolParam(request);
        if (!symbol)
            return Unexpected(symbol.error());
        filter.symbols.push_back(std::move(*symbol));
    }
    if (const auto list = request.value("symbols")) {
        auto symbols = listParam("symbols", *list);
        if (!symbols)
            return Unexpected(symbols.error());
        filter.symbols = std::move(*symbols);
    }
    return {};
}

Expected<void, RestError> readPermissions(const RestRequest &request, Filter &filter)
{
    const auto value = request.value("permissions");
    if (!value)
        return {};
    if (!value->starts_with('[')) {
        filter.permissions.emplace_back(*value);
        return {};
    }
    auto permissions = listParam("permissions", *value);
    if (!permissions)
        return Unexpected(permissions.error());
    filter.permissions = std::move(*permissions);
    return {};
}

Expected<void, RestError> readStatus(const RestRequest &request, Filter &filter)
{
    constexpr std::array<std::string_view, 5> statuses{
        "TRADING", "HALT", "BREAK", "CANCEL_ONLY", "END_OF_DAY"};
    const auto status = request.value("symbolStatus");
    if (!status)
        return {};
    if (std::find(statuses.begin(), statuses.end(), *status) == statuses.end())
        return restFailure(-1122, "Invalid symbolStatus.");
    if (!filter.symbols.empty())
        return restFailure(
            -1128, "Combination of optional parameters invalid. Recommendation: 'symbolStatus' or 'symbols'");
    filter.status = *status;
    return {};
}

Expected<Filter, RestError> filterOf(const RestRequest &request)
{
    Filter filter;
    for (const auto &read : {readSymbols, readPermissions, readStatus}) {
        if (const auto done = read(request, filter); !done)
            return Unexpected(done.error());
    }
    if (const auto show = request.value("showPermissionSets")) {
        if (*show != "true" && *show != "false")
            return restFailure(
                -1100,
                "Illegal characters found in parameter 'showPermissionSets'; legal range is 'true|false'.");
        filter.showPermissionSets = *show == "true";
    }
    return filter;
}

bool matches(const Instrument &instrument, const Filter &filter)
{
    if (!filter.status.empty() && filter.status != statusName(instrument.status))
        return false;
    const auto &permissions = filter.permissions;
    return permissions.empty() ||
           std::find(permissions.begin(), permissions.end(), "SPOT") != permissions.end();
}

/// Price and size filters; the limits beside tick and step are the venue's usual ones.
void appendFilters(std::string &out, const Instrument &instrument)
{
    const auto [price, qty] = instrument.decimals;
    const std::int64_t tick = instrument.tickSize.raw();
    const std::int64_t step = instrument.stepSize.raw();
    out += R"(,"filters":[{"filterType":"PRICE_FILTER")";
    appendDecimalField(out, "minPrice", tick, price);
    appendDecimalField(out, "maxPrice", tick * 100'000'000, price);
    appendDecimalField(out, "tickSize", tick, price);
    out += R"(},{"filterType":"LOT_SIZE")";
    appendDecimalField(out, "minQty", step, qty);
    appendDecimalField(out, "maxQty", std::min(step, std::int64_t{100'000'000}) * 900'000'000, qty);
    appendDecimalField(out, "stepSize", step, qty);
    out += R"(},{"filterType":"ICEBERG_PARTS","limit":100},{"filterType":"MARKET_LOT_SIZE")";
    appendDecimalField(out, "minQty", 0, qty);
    appendDecimalField(out, "maxQty", std::min(step, std::int64_t{100'000'000}) * 90'000'000, qty);
    appendDecimalField(out, "stepSize", 0, qty);
    out += R"(},{"filterType":"NOTIONAL","minNotional":"5.00000000","applyMinToMarket":true,)"
           R"("maxNotional":"9000000.00000000","applyMaxToMarket":false,"avgPriceMins":5},)"
           R"({"filterType":"MAX_NUM_ORDERS","maxNumOrders":200}])";
}

void appendInstrument(std::string &out, const Instrument &instrument, bool showPermissionSets)
{
    out += '{';
    appendJsonText(out, "symbol", instrument.symbol);
    appendJsonText(out, "status", statusName(instrument.status));
    appendJsonText(out, "baseAsset", instrument.base);
    appendJsonNumber(out, "baseAssetPrecision", 8);
    appendJsonText(out, "quoteAsset", instrument.quote);
    out +=
        R"(,"quotePrecision":8,"quoteAssetPrecision":8,"baseCommissionPrecision":8,"quoteCommissionPrecision":8,)"
        R"("orderTypes":["LIMIT","LIMIT_MAKER","MARKET"],"icebergAllowed":true,"ocoAllowed":true,)"
        R"("otoAllowed":true,"quoteOrderQtyMarketAllowed":true,"allowTrailingStop":false,)"
        R"("cancelReplaceAllowed":true,"amendAllowed":true,"isSpotTradingAllowed":true,)"
        R"("isMarginTradingAllowed":false)";
    appendFilters(out, instrument);
    out += showPermissionSets ? R"(,"permissions":[],"permissionSets":[["SPOT"]])"
                              : R"(,"permissions":[],"permissionSets":[])";
    out += R"(,"defaultSelfTradePreventionMode":"EXPIRE_MAKER",)"
           R"("allowedSelfTradePreventionModes":["EXPIRE_TAKER","EXPIRE_MAKER","EXPIRE_BOTH","DECREMENT"]})";
}

/// The instruments that the filter lets through, in listing order or in the order asked for.
Expected<std::vector<const Instrument *>, RestError> selected(
    const std::vector<Instrument> &instruments, const Filter &filter)
{
    std::vector<const Instrument *> chosen;
    if (filter.symbols.empty()) {
        for (const Instrument &instrument : instruments) {
            if (matches(instrument, filter))
                chosen.push_back(&instrument);
        }
        return chosen;
    }
    for (const std::string &symbol : filter.symbols) {
        const auto at =
            std::find_if(instruments.begin(), instruments.end(), [&](const Instrument &instrument) {
                return instrument.symbol == symbol;
            });
        if (at == instruments.end())
            return restFailure(-1121, "Invalid symbol.");
        if (matches(*at, filter))
            chosen.push_back(&*at);
    }
    return chosen;
}

} // namespace

RestBody exchangeInfo(
    const std::vector<Instrument> &instruments, const RestRequest &request, const ExchangeRules &rules)
{
    if (const auto known = checkNames(request, parameters); !known)
        return Unexpected(known.error());
    const auto filter = filterOf(request);
    if (!filter)
        return Unexpected(filter.error());
    const auto chosen = selected(instruments, *filter);
    if (!chosen)
        return Unexpected(chosen.error());
    std::string body = R"({"timezone":"UTC")";
    appendJsonNumber(body, "serverTime", rules.serverTime.millis());
    body +=
        R"(,"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":)" +
        std::to_string(rules.weightPerMinute) +
        R"(},{"rateLimitType":"RAW_REQUESTS","interval":"MINUTE","intervalNum":5,"limit":300000}],)"
        R"("exchangeFilters":[],"symbols":[)";
    for (const Instrument *instrument : *chosen) {
        if (body.back() != '[')
            body += ',';
        appendInstrument(body, *instrument, filter->showPermissionSets);
    }
    body += "]}";
    return body;
}

} // namespace touchline
