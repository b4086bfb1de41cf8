// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/coinbasetrades.h"

#include "venues/utctime.h"

#include <charconv>

namespace touchline::coinbase {

namespace {

/// 0 if it is not a number.
std::uint64_t tradeId(std::string_view text)
{
    std::uint64_t id = 0;
    const char *const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, id);
    return read.ec == std::errc() && read.ptr == end ? id : 0;
}

/// `side` is taken as the taker's. The venue's own words do not settle it; two other programs read it so
/// (nautilus_trader and ccxt, as of 2026-08), and the `match.side` of Coinbase Exchange means the opposite.
Expected<Aggressor> aggressorIn(json::Object trade)
{
    const auto side = json::text(trade, "side");
    if (!side)
        return Unexpected(side.error());
    if (*side == "BUY")
        return Aggressor::Buyer;
    if (*side == "SELL")
        return Aggressor::Seller;
    return failure(ErrorCode::UnexpectedShape, "'side' is neither BUY nor SELL");
}

Expected<Trade> tradeIn(json::Object object, Decimals decimals)
{
    const auto price = json::price(object, "price", decimals.price);
    if (!price)
        return Unexpected(price.error());
    const auto qty = json::qty(object, "size", decimals.qty);
    if (!qty)
        return Unexpected(qty.error());
    const auto aggressor = aggressorIn(object);
    if (!aggressor)
        return Unexpected(aggressor.error());
    const auto time = utcTime(json::text(object, "time").value_or({}));
    const std::uint64_t id = tradeId(json::text(object, "trade_id").value_or({}));
    return Trade{*price, *qty, *aggressor, time, id};
}

Expected<void> addTrade(json::Object object, const InstrumentLookup &instruments, Parts &parts)
{
    const auto product = json::text(object, "product_id");
    if (!product)
        return Unexpected(product.error());
    const Followers followers = followersOf(*product, instruments);
    if (!followers.front())
        parts.skip(*product);
    for (const Instrument *instrument : followers) {
        if (!instrument)
            break;
        const auto trade = tradeIn(object, instrument->decimals);
        if (!trade)
            return Unexpected(trade.error());
        parts.add(TradeEvent{instrument, *trade});
    }
    return {};
}

} // namespace

/// The newest trade comes first in snapshots and in updates (recording of
/// 2026-08-09); they are told of in the order in which they were made.
Expected<void> addTrades(json::Object event, const InstrumentLookup &instruments, Parts &parts)
{
    const auto trades = json::array(event, "trades");
    if (!trades)
        return Unexpected(trades.error());
    const std::size_t before = parts.count();
    for (const json::Element element : *trades) {
        json::Object trade;
        if (element.get(trade) != simdjson::SUCCESS)
            return failure(ErrorCode::UnexpectedShape, "a trade is not an object");
        if (auto added = addTrade(trade, instruments, parts); !added)
            return added;
    }
    parts.turnTrades(before);
    return {};
}

} // namespace touchline::coinbase
