// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/digest.h"
#include "feed/feedevent.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

/// Binance Spot's frames in exactly the shape in which they come: the fields in the usual order, no white
/// space, plain ASCII, nothing after the end. Whatever else may be as good, but is for the strict parser to
/// judge: nothing here tells bad from unusual. What is read here is what the strict parser reads.
/// Source: binance-spot-api-docs, web-socket-streams.md and rest-api.md as of 2026-07-21.
namespace touchline::binance {

/// The `data` of a combined-stream frame, all of another frame; none if the stream's name is unusual. That
/// the frame ends with `}` is for the caller to check, once it has come to the end: reading there first would
/// mean waiting for memory.
[[nodiscard]] std::optional<std::string_view> payloadOf(std::string_view frame);

/// A depth update up to its levels. Views are into the payload, or the symbol is the lead's.
struct DepthHead {
    std::string_view symbol;
    std::uint64_t eventTime = 0; ///< ms, or us on a connection with timeUnit=MICROSECOND
    std::uint64_t firstId = 0;   ///< at most lastId
    std::uint64_t lastId = 0;
    std::string_view levels;
};

[[nodiscard]] std::optional<DepthHead> readDepthHead(std::string_view payload);

/// The same of a whole frame that begins with the lead of one before; none if it does not. `levels` reach to
/// the end of the frame without its last character if the frame is of a combined stream, as with payloadOf.
[[nodiscard]] std::optional<DepthHead> readDepthHead(std::string_view frame, const KnownLead &lead);

/// What a frame with this head says before its numbers.
void noteLead(std::string_view frame, const DepthHead &head, KnownLead &lead);

/// What readDepthLevels() has found.
enum class DepthLevels {
    Unusual, ///< both lists mean nothing
    InAnyOrder,
    BestFirst, ///< no price is twice in a list
};

/// The rest of a depth update, up to its end.
[[nodiscard]] DepthLevels readDepthLevels(
    std::string_view levels, Decimals decimals, std::vector<Level> &bids, std::vector<Level> &asks);

/// A bookTicker frame up to its prices.
struct QuoteHead {
    std::string_view symbol;
    std::uint64_t updateId = 0;
    std::string_view prices;
};

[[nodiscard]] std::optional<QuoteHead> readQuoteHead(std::string_view payload);
[[nodiscard]] std::optional<Touch> readQuotePrices(std::string_view prices, Decimals decimals);

/// A trade frame up to its price.
struct TradeHead {
    std::string_view symbol;
    std::uint64_t eventTime = 0;
    std::uint64_t tradeId = 0;
    std::string_view price;
};

/// What was traded; `time` as eventTime.
struct TradePrint {
    Level level;
    std::uint64_t time = 0;
    bool buyerIsMaker = false;
};

[[nodiscard]] std::optional<TradeHead> readTradeHead(std::string_view payload);
[[nodiscard]] std::optional<TradePrint> readTradePrice(std::string_view price, Decimals decimals);

/// The body of a REST depth answer: its lastUpdateId. None: both lists mean nothing.
[[nodiscard]] std::optional<std::uint64_t> readSnapshot(
    std::string_view body, Decimals decimals, std::vector<Level> &bids, std::vector<Level> &asks);

} // namespace touchline::binance
