// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/binanceusdm.h"

#include "base/urltext.h"
#include "venues/binancelists.h"
#include "venues/binancestrict.h"

#include <array>

namespace touchline {

namespace {

constexpr std::array<std::string_view, 2> books = {"@depth@100ms", "@bookTicker"};
constexpr std::array<std::string_view, 1> trades = {"@aggTrade"};

InstrumentStatus contractStatus(std::string_view text)
{
    if (text == "TRADING")
        return InstrumentStatus::Trading;
    if (text == "PENDING_TRADING")
        return InstrumentStatus::Break;
    return text.empty() ? InstrumentStatus::Unknown : InstrumentStatus::Halted;
}

/// What is no perpetual contract is delivered some day: quarters, and whatever comes after them.
void readContract(json::Object symbol, Instrument &instrument)
{
    const auto type = json::text(symbol, "contractType").value_or({});
    const bool isPerpetual = type.empty() || type.ends_with("PERPETUAL");
    instrument.kind = isPerpetual ? InstrumentKind::Perpetual : InstrumentKind::Dated;
    instrument.status = contractStatus(json::text(symbol, "status").value_or({}));
    const auto delivery = json::unsignedNumber(symbol, "deliveryDate");
    const auto day = delivery ? binance::instantOf(*delivery) : std::nullopt;
    if (!isPerpetual && day)
        instrument.expiry = dateText(*day);
}

} // namespace

VenueHosts BinanceUsdm::hosts() const
{
    return {"https://fapi.binance.com", "wss://fstream.binance.com"};
}

VenueLimits BinanceUsdm::limits() const
{
    VenueLimits limits;
    limits.requestWeight = 2400;
    limits.snapshotSizes = {{1000, 20}, {500, 10}, {100, 5}};
    limits.usedWeightHeader = "X-MBX-USED-WEIGHT-1M";
    // Ten a second: two are left for pings and pongs.
    limits.messages = 8;
    limits.connectionAttempts = 300;
    // 200 streams a connection until 2025-07, two streams a symbol.
    limits.maxSymbolsPerConnection = 200 / 2;
    return limits;
}

BookRules BinanceUsdm::bookRules() const
{
    return {.chain = Chain::PreviousEqualsLast};
}

VenueFacts BinanceUsdm::facts() const
{
    return {"Every 100 ms", "Pings of the exchange, answered", "Exact, sent as text"};
}

std::vector<std::string> BinanceUsdm::instrumentUrls(const VenueHosts &hosts) const
{
    return {hosts.rest + "/fapi/v1/exchangeInfo"};
}

std::string BinanceUsdm::snapshotUrl(
    const VenueHosts &hosts, std::string_view symbol, std::size_t levels) const
{
    return hosts.rest + "/fapi/v1/depth?symbol=" + urlEncoded(symbol) + "&limit=" + std::to_string(levels);
}

/// A stream on the wrong path connects, and stays silent.
StreamRequest BinanceUsdm::streamRequest(
    const VenueHosts &hosts, std::span<const Instrument> instruments) const
{
    StreamRequest request = binance::combinedStreams(hosts.ws + "/public/stream", instruments, books);
    StreamRequest side = binance::combinedStreams(hosts.ws + "/market/stream", instruments, trades);
    request.sideUrl = std::move(side.url);
    request.sideMessages = std::move(side.messages);
    return request;
}

StreamMessages BinanceUsdm::subscribeMessages(std::span<const Instrument> instruments) const
{
    return {binance::subscribeMessages(instruments, books), binance::subscribeMessages(instruments, trades)};
}

StreamMessages BinanceUsdm::unsubscribeMessages(
    std::span<const Instrument> instruments, std::span<const Instrument> /*kept*/) const
{
    return {
        binance::unsubscribeMessages(instruments, books), binance::unsubscribeMessages(instruments, trades)};
}

Expected<std::vector<Instrument>> BinanceUsdm::decodeInstruments(std::string_view body) const
{
    return binance::decodeInstrumentList(body, readContract);
}

Expected<BookSnapshot> BinanceUsdm::decodeSnapshot(std::string_view body, const Instrument &instrument) const
{
    return binance::decodeSnapshotStrictly(body, instrument);
}

/// What no update names does not say which one it follows.
Expected<FeedEvent> BinanceUsdm::decodeFrame(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer) const
{
    auto event = binance::decodeFrameStrictly(frame, instruments, buffer, binance::TradeStream::AggTrade);
    const auto *depth = event ? std::get_if<DepthEvent>(&*event) : nullptr;
    if (depth && depth->delta->ids.previous == 0)
        return failure(ErrorCode::UnexpectedShape, "'pu' is missing");
    return event;
}

std::string BinanceUsdm::errorText(std::string_view body) const
{
    return json::sentenceIn(body, {"msg"});
}

} // namespace touchline
