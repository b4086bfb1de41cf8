// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/kraken.h"

#include "base/jsontext.h"
#include "venues/json.h"
#include "venues/krakenchecksum.h"
#include "venues/krakenframe.h"
#include "venues/krakeninstruments.h"

#include <algorithm>
#include <array>

namespace touchline {

namespace {

/// The deepest that there is.
constexpr std::size_t subscribedDepth = 1000;
constexpr std::array<std::size_t, 4> otherDepths = {10, 25, 100, 500};
constexpr std::string_view ofBook = R"("book","depth":1000)";
constexpr std::string_view ofTrades = R"("trade")";

/// `snapshot`: empty where it does not matter, or whether one is wanted.
std::string request(
    std::string_view method, std::string_view channel, std::span<const Instrument> instruments,
    std::string_view snapshot)
{
    std::string message = R"({"method":")" + std::string(method) + R"(","params":{"channel":)";
    message += channel;
    message += snapshot.empty() ? "" : ",\"snapshot\":" + std::string(snapshot);
    message += R"(,"symbol":[)";
    for (const Instrument &instrument : instruments) {
        if (message.back() != '[')
            message += ',';
        appendJsonString(message, instrument.symbol);
    }
    return message + "]}}";
}

std::string subscribeToBooks(std::span<const Instrument> instruments)
{
    return request("subscribe", ofBook, instruments, "true");
}

/// Trades of before the connection would come as if they were new.
std::string subscribeToTrades(std::span<const Instrument> instruments)
{
    return request("subscribe", ofTrades, instruments, "false");
}

/// Few and large, because messages are what is limited; the answers come one a symbol.
template <class Write> StreamMessages messagesOf(std::span<const Instrument> instruments, Write &&write)
{
    constexpr std::size_t symbolsPerMessage = 100;
    StreamMessages made;
    for (std::size_t first = 0; first < instruments.size(); first += symbolsPerMessage) {
        const auto count = std::min(symbolsPerMessage, instruments.size() - first);
        write(instruments.subspan(first, count), made.messages);
    }
    return made;
}

} // namespace

VenueHosts KrakenSpot::hosts() const
{
    return {"https://api.kraken.com", "wss://ws.kraken.com"};
}

/// Source: docs.kraken.com, "Spot WebSocket overview" as of 2026-10, and what Cloudflare in front of it does:
/// a ban after some 150 connections in ten minutes.
VenueLimits KrakenSpot::limits() const
{
    VenueLimits limits;
    // How many messages a connection may send depends on the load, and nobody says how many: two a second
    // are few.
    limits.messages = 20;
    limits.messageWindow = std::chrono::seconds(10);
    limits.snapshotSizes = {{subscribedDepth, 0}};
    limits.connectionAttempts = 150;
    limits.attemptWindow = std::chrono::minutes(10);
    // Two hundred books of a thousand levels a side are some sixteen megabytes to begin with.
    limits.maxSymbolsPerConnection = 200;
    // A heartbeat comes about once a second when there is nothing else.
    limits.staleAfter = std::chrono::seconds(4);
    limits.silenceLimit = std::chrono::seconds(10);
    // No end is announced: ten years, which nanoseconds hold.
    limits.connectionLife = std::chrono::hours(24 * 365 * 10);
    return limits;
}

BookRules KrakenSpot::bookRules() const
{
    return {
        .chain = Chain::None,
        .snapshots = SnapshotSource::Stream,
        .checksum = &krakenChecksum,
        .depth = subscribedDepth,
        .otherDepths = otherDepths,
        .isCut = true,
        .repeatsPrices = true,
    };
}

VenueFacts KrakenSpot::facts() const
{
    return {"With each change", "Heartbeats, one a second", "Exact, read from the text of JSON numbers"};
}

std::vector<std::string> KrakenSpot::instrumentUrls(const VenueHosts &hosts) const
{
    return {hosts.ws + "/v2"};
}

std::string KrakenSpot::instrumentsMessage() const
{
    return R"({"method":"subscribe","params":{"channel":"instrument","snapshot":true}})";
}

StreamRequest KrakenSpot::streamRequest(
    const VenueHosts &hosts, std::span<const Instrument> instruments) const
{
    return {hosts.ws + "/v2", subscribeMessages(instruments).messages};
}

StreamMessages KrakenSpot::subscribeMessages(std::span<const Instrument> instruments) const
{
    return messagesOf(instruments, [](std::span<const Instrument> part, std::vector<std::string> &messages) {
        messages.push_back(subscribeToBooks(part));
        messages.push_back(subscribeToTrades(part));
    });
}

StreamMessages KrakenSpot::unsubscribeMessages(
    std::span<const Instrument> instruments, std::span<const Instrument> /*kept*/) const
{
    return messagesOf(instruments, [](std::span<const Instrument> part, std::vector<std::string> &messages) {
        messages.push_back(request("unsubscribe", ofBook, part, {}));
        messages.push_back(request("unsubscribe", ofTrades, part, {}));
    });
}

std::vector<std::string> KrakenSpot::resubscribeMessages(const Instrument &instrument) const
{
    const std::span<const Instrument> one(&instrument, 1);
    return {request("unsubscribe", ofBook, one, {}), subscribeToBooks(one)};
}

Expected<std::vector<Instrument>> KrakenSpot::decodeInstruments(std::string_view body) const
{
    return kraken::decodeInstruments(body);
}

Expected<FeedEvent> KrakenSpot::decodeFrame(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer) const
{
    return kraken::decodeFrame(frame, instruments, buffer);
}

/// REST answers with a list, the stream with a sentence.
std::string KrakenSpot::errorText(std::string_view body) const
{
    const auto root = json::parseObject(body, "the answer");
    const auto list = root ? json::array(*root, "error") : Unexpected(root.error());
    return list ? json::sentences(*list) : json::sentenceIn(body, {"error", "Error"});
}

} // namespace touchline
