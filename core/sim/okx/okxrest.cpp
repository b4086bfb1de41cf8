// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/okx/okxrest.h"

#include "base/jsontext.h"
#include "sim/okx/okxlistings.h"
#include "sim/okx/okxwire.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace touchline {

namespace {

constexpr std::string_view instrumentsPath = "/api/v5/public/instruments";
constexpr std::string_view booksPath = "/api/v5/market/books";

RestReply answer(std::string_view entries)
{
    return {200, R"({"code":"0","data":[)" + std::string(entries) + R"(],"msg":""})", {}};
}

RestReply parameterError(std::string_view name)
{
    return okxError(400, "51000", "Parameter " + std::string(name) + " error");
}

RestReply instruments(const RestRequest &request, const MarketSource &source)
{
    const auto type = request.value("instType").value_or("");
    constexpr std::array known{InstrumentKind::Spot, InstrumentKind::Perpetual, InstrumentKind::Dated};
    const bool isKnown = std::any_of(
        known.begin(), known.end(), [&](InstrumentKind kind) { return okxInstrumentType(kind) == type; });
    return isKnown ? answer(okxInstrumentList(source.instruments(), type)) : parameterError("instType");
}

/// One level a side where nothing else is asked for.
std::size_t depthIn(const RestRequest &request)
{
    constexpr std::size_t most = 400;
    const auto text = request.value("sz").value_or("1");
    std::size_t depth = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), depth);
    const bool isNumber = error == std::errc() && end == text.data() + text.size();
    return isNumber ? std::min(depth, most) : 0;
}

RestReply books(const RestRequest &request, MarketSource &source, Instant now)
{
    const auto symbol = request.value("instId").value_or("");
    const Listing *const listing = source.open(symbol, now);
    if (!listing)
        return okxError(200, "51001", "Instrument ID, Instrument ID code, or Spread ID doesn't exist.");
    const std::size_t depth = depthIn(request);
    if (depth == 0)
        return parameterError("sz");
    BookWindow window(depth);
    std::string out = "{";
    okxwire::appendSides(out, window.follow(listing->book), listing->instrument);
    appendJsonText(out, "ts", std::to_string(now.millis()));
    appendJsonNumber(out, "seqId", listing->updateId);
    return answer(out + '}');
}

} // namespace

RestReply OkxRest::get(
    const RestRequest &request, std::string_view address, MarketSource &source, Instant now)
{
    if (request.path != instrumentsPath && request.path != booksPath)
        return okxError(404, "404", "Not Found");
    if (!admits(request.path, address, now))
        return okxTooManyRequests();
    return request.path == instrumentsPath ? instruments(request, source) : books(request, source, now);
}

/// Each address may ask for so much in two seconds.
bool OkxRest::admits(const std::string &path, std::string_view address, Instant now)
{
    const std::size_t most = path == booksPath ? 40 : 20;
    const RateWindow fresh(most, std::chrono::seconds(2));
    return m_asked.try_emplace(path + ' ' + std::string(address), fresh).first->second.admits(now);
}

RestReply okxError(int status, std::string_view code, std::string_view message)
{
    std::string body = "{";
    appendJsonText(body, "code", code);
    body += R"(,"data":[])";
    appendJsonText(body, "msg", message);
    return {status, body + '}', {}};
}

RestReply okxTooManyRequests()
{
    return okxError(429, "50011", "Too Many Requests");
}

} // namespace touchline
