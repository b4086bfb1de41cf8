// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/coinbase.h"

#include "base/jsontext.h"
#include "venues/coinbaseframe.h"
#include "venues/coinbaseparts.h"
#include "venues/coinbaseproducts.h"
#include "venues/json.h"

#include <algorithm>

namespace touchline {

namespace {

std::string request(std::string_view type, std::string_view channel, std::span<const Instrument> instruments)
{
    std::string message = R"({"type":")" + std::string(type) + '"';
    if (!instruments.empty())
        message += R"(,"product_ids":[)";
    for (const Instrument &instrument : instruments) {
        if (message.back() != '[')
            message += ',';
        appendJsonString(message, instrument.symbol);
    }
    message += instruments.empty() ? "" : "]";
    return message + R"(,"channel":")" + std::string(channel) + "\"}";
}

} // namespace

VenueHosts CoinbaseAdvanced::hosts() const
{
    return {"https://api.coinbase.com", "wss://advanced-trade-ws.coinbase.com"};
}

/// Source: Advanced Trade "WebSocket Rate Limits" as of 2026-08: 8 connections and 8 messages a second from
/// one address. Another copy of the page says 750 connections.
VenueLimits CoinbaseAdvanced::limits() const
{
    VenueLimits limits;
    limits.messages = 8;
    limits.countsMessagesOfAddress = true;
    // Whole books, and two messages for each.
    limits.snapshotSizes = {{1'000'000, 0}};
    // Each begins with three messages, which count as well.
    limits.connectionAttempts = 2;
    limits.attemptWindow = std::chrono::seconds(1);
    // Fifty whole books are some fifty megabytes to begin with.
    limits.maxSymbolsPerConnection = 50;
    limits.snapshotTimeout = std::chrono::seconds(30);
    // A heartbeat comes every second.
    limits.staleAfter = std::chrono::seconds(4);
    limits.silenceLimit = std::chrono::seconds(10);
    // No end is announced: ten years, which nanoseconds hold.
    limits.connectionLife = std::chrono::hours(24 * 365 * 10);
    return limits;
}

BookRules CoinbaseAdvanced::bookRules() const
{
    return {
        .chain = Chain::None,
        .snapshots = SnapshotSource::Stream,
        .checksum = nullptr,
        .depth = 0,
        .isCut = false,
        .countsFrames = true,
        .repeatsPrices = true,
    };
}

VenueFacts CoinbaseAdvanced::facts() const
{
    return {"With each change", "Heartbeats, one a second", "Exact, sent as text"};
}

std::vector<std::string> CoinbaseAdvanced::instrumentUrls(const VenueHosts &hosts) const
{
    return {hosts.rest + "/api/v3/brokerage/market/products"};
}

/// One channel a message, and the first within five seconds of the opening. Without heartbeats a channel is
/// closed after 60 to 90 seconds without news.
StreamRequest CoinbaseAdvanced::streamRequest(
    const VenueHosts &hosts, std::span<const Instrument> instruments) const
{
    std::vector<std::string> messages = subscribeMessages(instruments).messages;
    messages.insert(messages.begin(), request("subscribe", "heartbeats", {}));
    return {hosts.ws, std::move(messages)};
}

StreamMessages CoinbaseAdvanced::subscribeMessages(std::span<const Instrument> instruments) const
{
    return {
        {request("subscribe", "level2", instruments), request("subscribe", "market_trades", instruments)}};
}

/// Whether two names of one book are two subscriptions, nobody says: while one of them is followed, the other
/// is left alone.
StreamMessages CoinbaseAdvanced::unsubscribeMessages(
    std::span<const Instrument> instruments, std::span<const Instrument> kept) const
{
    std::vector<Instrument> gone;
    std::copy_if(
        instruments.begin(), instruments.end(), std::back_inserter(gone), [kept](const Instrument &one) {
            return std::none_of(kept.begin(), kept.end(), [&one](const Instrument &other) {
                return coinbase::isSameBook(one.symbol, other.symbol);
            });
        });
    if (gone.empty())
        return {};
    return {{request("unsubscribe", "level2", gone), request("unsubscribe", "market_trades", gone)}};
}

bool CoinbaseAdvanced::isNamedOnStream(std::string_view symbol) const
{
    return !coinbase::isAlias(symbol);
}

std::vector<std::string> CoinbaseAdvanced::resubscribeMessages(const Instrument &instrument) const
{
    const std::span<const Instrument> one(&instrument, 1);
    return {request("unsubscribe", "level2", one), request("subscribe", "level2", one)};
}

Expected<std::vector<Instrument>> CoinbaseAdvanced::decodeInstruments(std::string_view body) const
{
    return coinbase::decodeProducts(body);
}

Expected<FeedEvent> CoinbaseAdvanced::decodeFrame(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer) const
{
    return coinbase::decodeFrame(frame, instruments, buffer);
}

std::string CoinbaseAdvanced::errorText(std::string_view body) const
{
    return json::sentenceIn(body, {"message", "error"});
}

} // namespace touchline
