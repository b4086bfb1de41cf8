// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/okx.h"

#include "base/jsontext.h"
#include "base/urltext.h"
#include "venues/json.h"
#include "venues/okxanswer.h"
#include "venues/okxchecksum.h"
#include "venues/okxframe.h"
#include "venues/okxinstruments.h"

namespace touchline {

namespace {

/// Of the best levels that the channel "books" holds. The server itself deletes what leaves them.
constexpr std::size_t bookDepth = 400;

std::string argument(std::string_view channel, std::string_view symbol)
{
    std::string out = "{";
    appendJsonText(out, "channel", channel);
    appendJsonText(out, "instId", symbol);
    return out + '}';
}

std::string message(std::string_view operation, std::string_view arguments)
{
    std::string out = "{";
    appendJsonText(out, "op", operation);
    appendJsonKey(out, "args");
    return out + '[' + std::string(arguments) + "]}";
}

/// As few as the venue takes: a message may have 64 KB.
std::vector<std::string> messagesOf(std::string_view operation, std::span<const Instrument> instruments)
{
    constexpr std::size_t longestList = 60'000;
    std::vector<std::string> messages;
    std::string list;
    for (const Instrument &instrument : instruments) {
        for (const std::string_view channel : {"books", "trades"}) {
            const std::string next = argument(channel, instrument.symbol);
            if (!list.empty() && list.size() + next.size() > longestList)
                messages.push_back(message(operation, std::exchange(list, {})));
            list += (list.empty() ? "" : ",") + next;
        }
    }
    if (!list.empty())
        messages.push_back(message(operation, list));
    return messages;
}

} // namespace

VenueHosts Okx::hosts() const
{
    return {"https://openapi.okx.com", "wss://ws.okx.com:8443"};
}

/// Source: OKX API v5, WebSocket overview, as of 2026-07-28.
VenueLimits Okx::limits() const
{
    VenueLimits limits;
    // Subscribe and unsubscribe messages of one connection: a book that begins again needs one of each.
    limits.messages = 480;
    limits.messageWindow = std::chrono::hours(1);
    limits.requestWeight = 40;
    limits.requestWindow = std::chrono::seconds(2);
    limits.snapshotSizes = {{bookDepth, 1}};
    limits.maxSymbolsPerConnection = 100;
    // The server cuts a connection on which nothing was sent for 30 s. It never ends one that is in use, but
    // for maintenance, which it announces. It answers at once: a dead connection shows much sooner.
    limits.pingText = "ping";
    limits.pingAfter = std::chrono::seconds(4);
    limits.staleAfter = std::chrono::seconds(8);
    limits.silenceLimit = std::chrono::seconds(20);
    limits.connectionLife = std::chrono::hours(24) * 3650;
    limits.connectionAttempts = 3;
    limits.attemptWindow = std::chrono::seconds(1);
    return limits;
}

BookRules Okx::bookRules() const
{
    BookRules rules;
    rules.chain = Chain::PreviousEqualsLast;
    rules.snapshots = SnapshotSource::StreamElseRest;
    rules.checksum = okxChecksum;
    rules.depth = bookDepth;
    return rules;
}

VenueFacts Okx::facts() const
{
    return {
        "Every 100 ms", "A ping after 4 s of silence",
        "Exact, sent as text; sizes of derivatives in contracts"};
}

std::vector<std::string> Okx::instrumentUrls(const VenueHosts &hosts) const
{
    std::vector<std::string> urls;
    for (const char *type : {"SPOT", "SWAP", "FUTURES"})
        urls.push_back(hosts.rest + "/api/v5/public/instruments?instType=" + type);
    return urls;
}

/// It is joined with the first update of which `prevSeqId <= seqId < the update's seqId` holds. That works as
/// updates also tell of what has changed and changed back, which those of recordings do. Source: OKX API v5,
/// change log of 2026-02 and order book as of 2026-07-28; no stream that begins so has been recorded.
std::string Okx::snapshotUrl(const VenueHosts &hosts, std::string_view symbol, std::size_t levels) const
{
    return hosts.rest + "/api/v5/market/books?instId=" + urlEncoded(symbol) +
           "&sz=" + std::to_string(levels) + "&source=0";
}

StreamRequest Okx::streamRequest(const VenueHosts &hosts, std::span<const Instrument> instruments) const
{
    return {hosts.ws + "/ws/v5/public", subscribeMessages(instruments).messages};
}

StreamMessages Okx::subscribeMessages(std::span<const Instrument> instruments) const
{
    return {messagesOf("subscribe", instruments)};
}

StreamMessages Okx::unsubscribeMessages(
    std::span<const Instrument> instruments, std::span<const Instrument> /*kept*/) const
{
    return {messagesOf("unsubscribe", instruments)};
}

std::vector<std::string> Okx::resubscribeMessages(const Instrument &instrument) const
{
    const std::string book = argument("books", instrument.symbol);
    return {message("unsubscribe", book), message("subscribe", book)};
}

Expected<std::vector<Instrument>> Okx::decodeInstruments(std::string_view body) const
{
    return okx::decodeInstruments(body);
}

Expected<BookSnapshot> Okx::decodeSnapshot(std::string_view body, const Instrument &instrument) const
{
    return okx::decodeSnapshot(body, instrument);
}

Expected<FeedEvent> Okx::decodeFrame(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer) const
{
    return okx::decodeFrame(frame, instruments, buffer);
}

std::string Okx::errorText(std::string_view body) const
{
    return json::sentenceIn(body, {"msg"});
}

} // namespace touchline
