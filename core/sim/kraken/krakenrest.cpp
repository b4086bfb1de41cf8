// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/kraken/krakenrest.h"

#include "base/jsontext.h"
#include "sim/isotime.h"
#include "sim/kraken/krakenwire.h"

#include <string>

namespace touchline {

namespace {

/// REST knows two assets by the names that v1 has for them.
std::string olderName(const std::string &asset)
{
    if (asset == "BTC")
        return "XBT";
    return asset == "DOGE" ? "XDG" : asset;
}

std::string alternativeName(const Instrument &instrument)
{
    return olderName(instrument.base) + olderName(instrument.quote);
}

void appendNumberText(std::string &out, std::string_view key, std::int64_t raw, int decimals)
{
    appendJsonText(out, key, formatDecimal(raw, decimals, decimals));
}

void appendPair(std::string &out, const Instrument &instrument)
{
    const std::string name = alternativeName(instrument);
    appendJsonKey(out, name);
    out += '{';
    appendJsonText(out, "altname", name);
    appendJsonText(out, "wsname", olderName(instrument.base) + '/' + olderName(instrument.quote));
    appendJsonText(out, "base", olderName(instrument.base));
    appendJsonText(out, "quote", olderName(instrument.quote));
    appendJsonNumber(out, "pair_decimals", instrument.decimals.price);
    appendJsonNumber(out, "lot_decimals", instrument.decimals.qty);
    appendNumberText(out, "ordermin", instrument.stepSize.raw(), instrument.decimals.qty);
    appendNumberText(out, "tick_size", instrument.tickSize.raw(), instrument.decimals.price);
    appendJsonText(out, "status", krakenwire::pairStatus(instrument.status));
    out += '}';
}

RestReply result(std::string_view content)
{
    return {200, R"({"error":[],"result":{)" + std::string(content) + "}}", {}};
}

RestReply pairs(const RestRequest &request, const MarketSource &source)
{
    const auto wanted = request.value("pair");
    std::string list = "{";
    for (const Instrument &instrument : source.instruments()) {
        if (!wanted || *wanted == alternativeName(instrument) || *wanted == instrument.symbol)
            appendPair(list, instrument);
    }
    return list.size() > 1 ? result(std::string_view(list).substr(1))
                           : krakenError(200, "EQuery:Unknown asset pair");
}

RestReply answerTo(const RestRequest &request, const MarketSource &source, Instant now)
{
    if (request.path == "/0/public/AssetPairs")
        return pairs(request, source);
    if (request.path == "/0/public/Time")
        return result(R"("unixtime":)" + std::to_string(now.millis() / 1000));
    if (request.path == "/0/public/SystemStatus")
        return result(R"("status":"online","timestamp":")" + isoTime(now, 0) + '"');
    return krakenError(200, "EGeneral:Unknown method");
}

} // namespace

RestReply krakenRest(const RestRequest &request, const MarketSource &source, Instant now)
{
    RestReply reply = answerTo(request, source, now);
    reply.headers["Content-Type"] = "application/json; charset=utf-8";
    return reply;
}

RestReply krakenError(int status, std::string_view words)
{
    std::string body = R"({"error":[)";
    appendJsonString(body, words);
    return {status, body + "]}", {}};
}

RestReply krakenRefusal(const WeightMeter::Verdict &verdict)
{
    RestReply reply = krakenError(429, "EAPI:Rate limit exceeded");
    const auto wait = std::chrono::ceil<std::chrono::seconds>(verdict.retryAfter.value_or(Duration{}));
    reply.headers["Retry-After"] = std::to_string(wait.count());
    return reply;
}

} // namespace touchline
