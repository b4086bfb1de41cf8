// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/krakentrades.h"

#include "venues/krakenentries.h"
#include "venues/utctime.h"

#include <algorithm>

namespace touchline::kraken {

namespace {

Expected<Level> priceAndQtyIn(Entry &entry)
{
    const auto price = json::numberText(entry.members, "price");
    if (!price)
        return Unexpected(price.error());
    const auto exactPrice = json::positivePrice(*price, entry.instrument->decimals.price);
    if (!exactPrice)
        return Unexpected(exactPrice.error());
    const auto qty = json::numberText(entry.members, "qty");
    if (!qty)
        return Unexpected(qty.error());
    const auto exactQty = json::notNegativeQty(*qty, entry.instrument->decimals.qty);
    if (!exactQty)
        return Unexpected(exactQty.error());
    return Level{*exactPrice, *exactQty};
}

/// `side` is the taker's.
Expected<FeedEvent> tradeEvent(Entry &entry)
{
    const auto side = json::text(entry.members, "side");
    if (!side)
        return Unexpected(side.error());
    if (*side != "buy" && *side != "sell")
        return wrongShape("'side' is neither buy nor sell");
    const auto aggressor = *side == "buy" ? Aggressor::Buyer : Aggressor::Seller;
    const auto level = priceAndQtyIn(entry);
    if (!level)
        return Unexpected(level.error());
    const auto id = json::unsignedNumber(entry.members, "trade_id").value_or(0);
    const auto time = utcTime(json::text(entry.members, "timestamp").value_or({}));
    return FeedEvent(TradeEvent{entry.instrument, Trade{level->price, level->qty, aggressor, time, id}});
}

/// The order of a snapshot's trades is not documented; ids grow from trade to trade.
void putOldestFirst(std::vector<FeedEvent> &trades)
{
    const auto idOf = [](const FeedEvent &event) { return std::get<TradeEvent>(event).trade.id; };
    const auto isOlder = [&](const FeedEvent &a, const FeedEvent &b) { return idOf(a) < idOf(b); };
    if (!std::is_sorted(trades.begin(), trades.end(), isOlder))
        std::stable_sort(trades.begin(), trades.end(), isOlder);
}

} // namespace

Expected<FeedEvent> tradeEvents(
    std::string_view frame, json::Object root, const InstrumentLookup &instruments, DecodeBuffer &buffer)
{
    auto channel = channelIn(frame, root);
    if (!channel)
        return Unexpected(channel.error());
    const auto events = eventsOf(*channel, instruments, buffer, tradeEvent);
    if (events && channel->isSnapshot)
        putOldestFirst(buffer.batch);
    return events;
}

} // namespace touchline::kraken
