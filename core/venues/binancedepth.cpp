// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/binancedepth.h"

#include "venues/plaintext.h"

namespace touchline::binance {

namespace {

constexpr std::string_view combinedBegin = R"({"stream":")";
constexpr std::string_view beforeSymbol = R"(,"s":")";
constexpr std::string_view behindSymbol = R"(,"U":)";

bool takeIds(PlainText &text, DepthHead &head)
{
    return text.takeCount(head.firstId) && text.take(R"(,"u":)") && text.takeCount(head.lastId) &&
           text.take(R"(,"b":)") && head.firstId <= head.lastId;
}

} // namespace

std::optional<std::string_view> payloadOf(std::string_view frame)
{
    PlainText text(frame);
    std::string_view stream;
    if (!text.take(combinedBegin))
        return frame;
    if (!text.takeString(stream) || !text.take(R"(,"data":)") || text.isAtEnd())
        return std::nullopt;
    return text.rest().substr(0, text.rest().size() - 1);
}

// One variable that every way out returns: it is filled where the caller wants it, and not copied.
std::optional<DepthHead> readDepthHead(std::string_view payload)
{
    PlainText text(payload);
    std::optional<DepthHead> head(std::in_place);
    const bool isUsual = text.take(R"({"e":"depthUpdate","E":)") && text.takeCount(head->eventTime) &&
                         text.take(beforeSymbol) && text.takeString(head->symbol) &&
                         text.take(behindSymbol) && takeIds(text, *head);
    if (isUsual) [[likely]]
        head->levels = text.rest();
    else
        head.reset();
    return head;
}

std::optional<DepthHead> readDepthHead(std::string_view frame, const KnownLead &lead)
{
    PlainText text(frame);
    std::optional<DepthHead> head(std::in_place);
    const std::size_t closing = frame.starts_with(combinedBegin) ? 1 : 0;
    const bool isKnown = text.take(lead.begin) && text.takeCount(head->eventTime) && text.take(lead.middle) &&
                         takeIds(text, *head) && text.rest().size() >= closing;
    if (isKnown) [[likely]] {
        head->symbol = lead.symbol;
        head->levels = text.rest().substr(0, text.rest().size() - closing);
    } else {
        head.reset();
    }
    return head;
}

void noteLead(std::string_view frame, const DepthHead &head, KnownLead &lead)
{
    const auto symbolAt = static_cast<std::size_t>(head.symbol.data() - frame.data());
    const std::size_t behindTime = symbolAt - beforeSymbol.size();
    const std::size_t timeAt = frame.rfind(':', behindTime) + 1;
    lead.symbol = head.symbol;
    lead.begin = frame.substr(0, timeAt);
    lead.middle =
        frame.substr(behindTime, beforeSymbol.size() + head.symbol.size() + 1 + behindSymbol.size());
}

DepthLevels readDepthLevels(
    std::string_view levels, Decimals decimals, std::vector<Level> &bids, std::vector<Level> &asks)
{
    PlainText text(levels);
    const bool isUsual = text.takeLevels(Side::Bid, decimals, bids) && text.take(R"(,"a":)") &&
                         text.takeLevels(Side::Ask, decimals, asks) && text.take("}") && text.isAtEnd();
    if (!isUsual) [[unlikely]]
        return DepthLevels::Unusual;
    return text.isBestFirst() ? DepthLevels::BestFirst : DepthLevels::InAnyOrder;
}

std::optional<QuoteHead> readQuoteHead(std::string_view payload)
{
    PlainText text(payload);
    QuoteHead head;
    if (!text.take(R"({"u":)") || !text.takeCount(head.updateId) || !text.take(R"(,"s":")") ||
        !text.takeString(head.symbol) || !text.take(R"(,"b":")"))
        return std::nullopt;
    head.prices = text.rest();
    return head;
}

std::optional<Touch> readQuotePrices(std::string_view prices, Decimals decimals)
{
    PlainText text(prices);
    std::int64_t bid = 0;
    std::int64_t bidQty = 0;
    std::int64_t ask = 0;
    std::int64_t askQty = 0;
    const bool isUsual = text.takeDecimal(decimals.price, bid) && text.take(R"(,"B":")") &&
                         text.takeDecimal(decimals.qty, bidQty) && text.take(R"(,"a":")") &&
                         text.takeDecimal(decimals.price, ask) && text.take(R"(,"A":")") &&
                         text.takeDecimal(decimals.qty, askQty) && text.take("}") && text.isAtEnd();
    if (!isUsual)
        return std::nullopt;
    return Touch{Level{Price(bid), Qty(bidQty)}, Level{Price(ask), Qty(askQty)}};
}

std::optional<TradeHead> readTradeHead(std::string_view payload)
{
    PlainText text(payload);
    TradeHead head;
    if (!text.take(R"({"e":"trade","E":)") || !text.takeCount(head.eventTime) || !text.take(R"(,"s":")") ||
        !text.takeString(head.symbol) || !text.take(R"(,"t":)") || !text.takeCount(head.tradeId) ||
        !text.take(R"(,"p":")"))
        return std::nullopt;
    head.price = text.rest();
    return head;
}

std::optional<TradePrint> readTradePrice(std::string_view price, Decimals decimals)
{
    PlainText text(price);
    TradePrint print;
    std::int64_t rawPrice = 0;
    std::int64_t rawQty = 0;
    bool isBestMatch = false; // documented as to be ignored
    const bool isUsual = text.takeDecimal(decimals.price, rawPrice) && text.take(R"(,"q":")") &&
                         text.takeDecimal(decimals.qty, rawQty) && text.take(R"(,"T":)") &&
                         text.takeCount(print.time) && text.take(R"(,"m":)") &&
                         text.takeFlag(print.buyerIsMaker) && text.take(R"(,"M":)") &&
                         text.takeFlag(isBestMatch) && text.take("}") && text.isAtEnd();
    if (!isUsual)
        return std::nullopt;
    print.level = Level{Price(rawPrice), Qty(rawQty)};
    return print;
}

std::optional<std::uint64_t> readSnapshot(
    std::string_view body, Decimals decimals, std::vector<Level> &bids, std::vector<Level> &asks)
{
    PlainText text(body);
    std::uint64_t id = 0;
    const bool isUsual = text.take(R"({"lastUpdateId":)") && text.takeCount(id) && text.take(R"(,"bids":)") &&
                         text.takeLevels(Side::Bid, decimals, bids) && text.take(R"(,"asks":)") &&
                         text.takeLevels(Side::Ask, decimals, asks) && text.take("}") && text.isAtEnd();
    if (!isUsual)
        return std::nullopt;
    return id;
}

} // namespace touchline::binance
