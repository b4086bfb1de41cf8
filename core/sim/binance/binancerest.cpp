// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binance/binancerest.h"

#include <algorithm>

namespace touchline {

RestReply BinanceRest::get(
    const RestRequest &request, std::string_view address, MarketSource &source, Instant now)
{
    const auto endpoint =
        std::find_if(m_endpoints.begin(), m_endpoints.end(), [&](const RestEndpoint &known) {
            return known.path == request.path;
        });
    if (endpoint == m_endpoints.end())
        return {404, "<html><body><h2>404 Not found</h2></body></html>", {{"Content-Type", "text/html"}}};
    const auto verdict = m_meter.charge(address, endpoint->weight(request), now);
    RestReply reply;
    if (verdict.status != 200) {
        reply = weightRefusal(verdict, m_meter.limit());
    } else if (auto body = endpoint->answer(RestContext{request, source, now, m_meter.limit()})) {
        reply.body = std::move(*body);
    } else {
        reply.status = body.error().status;
        reply.body = errorBody(body.error());
    }
    reply.headers["Content-Type"] = "application/json;charset=UTF-8";
    reply.headers["X-MBX-USED-WEIGHT"] = std::to_string(verdict.used);
    reply.headers["X-MBX-USED-WEIGHT-1M"] = std::to_string(verdict.used);
    return reply;
}

RestBody answerPing(const RestContext &context)
{
    if (const auto known = checkNames(context.request, {}); !known)
        return Unexpected(known.error());
    return std::string("{}");
}

RestBody answerTime(const RestContext &context)
{
    if (const auto known = checkNames(context.request, {}); !known)
        return Unexpected(known.error());
    return R"({"serverTime":)" + std::to_string(context.source.exchangeTime(context.now).millis()) + '}';
}

Expected<const Listing *, RestError> listingNamed(const RestContext &context, std::string_view symbol)
{
    const Listing *listing = context.source.open(symbol, context.now);
    if (!listing)
        return restFailure(-1121, "Invalid symbol.");
    return listing;
}

Expected<const Listing *, RestError> listingFor(
    const RestContext &context, std::span<const std::string_view> allowed)
{
    const auto symbol = symbolParam(context.request);
    if (!symbol)
        return Unexpected(symbol.error());
    if (const auto known = checkNames(context.request, allowed); !known)
        return Unexpected(known.error());
    return listingNamed(context, *symbol);
}

} // namespace touchline
