// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/coinbase/coinbaserest.h"

#include "base/jsontext.h"
#include "sim/coinbase/coinbasewire.h"

namespace touchline {

namespace {

constexpr const char *jsonType = "application/json; charset=utf-8";

} // namespace

RestReply coinbaseRest(const RestRequest &request, const MarketSource &source)
{
    if (request.path != "/api/v3/brokerage/market/products")
        return coinbaseError(404, "NOT_FOUND", "route not found");
    return {200, coinbasewire::products(source.instruments()), {{"Content-Type", jsonType}}};
}

RestReply coinbaseError(int status, std::string_view code, std::string_view words)
{
    std::string body = "{";
    appendJsonText(body, "error", code);
    appendJsonText(body, "error_details", words);
    appendJsonText(body, "message", words);
    return {status, body + '}', {{"Content-Type", jsonType}}};
}

RestReply coinbaseRefusal(const WeightMeter::Verdict &verdict)
{
    RestReply reply = coinbaseError(429, "RATE_LIMIT_EXCEEDED", "rate limit exceeded");
    const auto wait = std::chrono::ceil<std::chrono::seconds>(verdict.retryAfter.value_or(Duration{}));
    reply.headers["Retry-After"] = std::to_string(wait.count());
    return reply;
}

} // namespace touchline
