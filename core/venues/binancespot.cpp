// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/binancespot.h"

#include "base/urltext.h"
#include "venues/binancedepth.h"
#include "venues/binancelists.h"
#include "venues/binancestrict.h"
#include "venues/binanceusual.h"

#include <array>

namespace touchline {

namespace {

constexpr std::array<std::string_view, 3> streams = {"@depth@100ms", "@bookTicker", "@trade"};

} // namespace

VenueHosts BinanceSpot::hosts() const
{
    return VenueHosts{std::string(m_profile.restHost), std::string(m_profile.wsHost)};
}

VenueLimits BinanceSpot::limits() const
{
    VenueLimits limits;
    limits.requestWeight = 6000;
    limits.snapshotSizes = {{5000, 250}, {1000, 50}, {500, 25}, {100, 5}};
    limits.usedWeightHeader = "X-MBX-USED-WEIGHT-1M";
    // Five a second: two are left for pings and pongs, which count as well.
    limits.messages = 3;
    limits.connectionAttempts = 300;
    // 1024 streams a connection, three streams a symbol.
    limits.maxSymbolsPerConnection = 1024 / 3;
    return limits;
}

VenueFacts BinanceSpot::facts() const
{
    return {"Every 100 ms", "Pings of the exchange, answered", "Exact, sent as text"};
}

std::vector<std::string> BinanceSpot::instrumentUrls(const VenueHosts &hosts) const
{
    return {hosts.rest + "/api/v3/exchangeInfo?showPermissionSets=false"};
}

std::string BinanceSpot::snapshotUrl(
    const VenueHosts &hosts, std::string_view symbol, std::size_t levels) const
{
    return hosts.rest + "/api/v3/depth?symbol=" + urlEncoded(symbol) + "&limit=" + std::to_string(levels);
}

StreamRequest BinanceSpot::streamRequest(
    const VenueHosts &hosts, std::span<const Instrument> instruments) const
{
    return binance::combinedStreams(hosts.ws + "/stream", instruments, streams);
}

StreamMessages BinanceSpot::subscribeMessages(std::span<const Instrument> instruments) const
{
    return {binance::subscribeMessages(instruments, streams)};
}

StreamMessages BinanceSpot::unsubscribeMessages(
    std::span<const Instrument> instruments, std::span<const Instrument> /*kept*/) const
{
    return {binance::unsubscribeMessages(instruments, streams)};
}

Expected<std::vector<Instrument>> BinanceSpot::decodeInstruments(std::string_view body) const
{
    return binance::decodeInstrumentList(body, [](json::Object, Instrument &) {});
}

Expected<BookSnapshot> BinanceSpot::decodeSnapshot(std::string_view body, const Instrument &instrument) const
{
    BookSnapshot snapshot;
    if (const auto id = binance::readSnapshot(body, instrument.decimals, snapshot.bids, snapshot.asks)) {
        snapshot.lastUpdateId = *id;
        return snapshot;
    }
    return binance::decodeSnapshotStrictly(body, instrument);
}

Expected<FeedEvent> BinanceSpot::decodeFrame(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer) const
{
    if (const auto event = binance::decodeUsualFrame(frame, instruments, buffer))
        return *event;
    return binance::decodeFrameStrictly(frame, instruments, buffer, binance::TradeStream::Trade);
}

std::string BinanceSpot::errorText(std::string_view body) const
{
    return json::sentenceIn(body, {"msg"});
}

} // namespace touchline
