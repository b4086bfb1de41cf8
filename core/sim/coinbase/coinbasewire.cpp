// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/coinbase/coinbasewire.h"

#include "base/jsontext.h"
#include "sim/isotime.h"
#include "venues/coinbaseparts.h"

namespace touchline::coinbasewire {

namespace {

constexpr int frameTimeDecimals = 9;
constexpr int eventTimeDecimals = 6;
constexpr std::string_view eventsKey = R"(,"events":[)";

void appendDecimalText(std::string &out, std::string_view key, std::int64_t raw, int decimals)
{
    appendJsonText(out, key, formatDecimal(raw, decimals));
}

std::string frameHead(std::string_view channel, Instant now)
{
    std::string out = "{";
    appendJsonText(out, "channel", channel);
    appendJsonText(out, "timestamp", isoTime(now, frameTimeDecimals));
    return out.append(eventsKey) + '{';
}

/// The levels of one side, which all have the same time.
struct SideLevels {
    std::string_view side;
    const std::vector<Level> &levels;
};

void appendLevels(std::string &out, const SideLevels &of, const std::string &time, Decimals decimals)
{
    for (const Level &level : of.levels) {
        out += out.back() == '[' ? "{" : ",{";
        appendJsonText(out, "side", of.side);
        appendJsonText(out, "event_time", time);
        appendDecimalText(out, "price_level", level.price.raw(), decimals.price);
        appendDecimalText(out, "new_quantity", level.qty.raw(), decimals.qty);
        out += '}';
    }
}

std::string levelFrame(std::string_view type, const Instrument &instrument, const BookDelta &levels)
{
    constexpr std::size_t bytesALevel = 128;
    const Instant at = levels.exchangeTime.value();
    const std::string time = isoTime(at, eventTimeDecimals);
    std::string out = frameHead("l2_data", at);
    out.reserve(160 + (levels.bids.size() + levels.asks.size()) * bytesALevel);
    appendJsonText(out, "type", type);
    appendJsonText(out, "product_id", instrument.symbol);
    out += R"(,"updates":[)";
    appendLevels(out, {"bid", levels.bids}, time, instrument.decimals);
    appendLevels(out, {"offer", levels.asks}, time, instrument.decimals);
    return out + "]}]}";
}

void appendTrade(std::string &out, const Instrument &instrument, const TapeTrade &trade)
{
    out += out.back() == '[' ? "{" : ",{";
    appendJsonText(out, "product_id", instrument.symbol);
    appendJsonText(out, "trade_id", std::to_string(trade.id));
    appendDecimalText(out, "price", trade.price.raw(), instrument.decimals.price);
    appendDecimalText(out, "size", trade.qty.raw(), instrument.decimals.qty);
    appendJsonText(out, "time", isoTime(trade.time, eventTimeDecimals));
    appendJsonText(out, "side", trade.buyerIsMaker ? "SELL" : "BUY");
    out += '}';
}

std::string tradeHead(std::string_view type, Instant now)
{
    std::string out = frameHead("market_trades", now);
    appendJsonText(out, "type", type);
    return out + R"(,"trades":[)";
}

std::string tradeFrame(std::string out, const Instrument &instrument, std::span<const TapeTrade> trades)
{
    for (auto trade = trades.rbegin(); trade != trades.rend(); ++trade)
        appendTrade(out, instrument, *trade);
    return out + "]}]}";
}

/// As the venue prints it, with the time since its server was started.
std::string heartbeatTime(std::uint64_t counter, Instant now)
{
    std::string time = isoTime(now, frameTimeDecimals);
    time.replace(time.find('T'), 1, " ");
    time.replace(time.find('Z'), 1, " +0000 UTC m=+");
    return time + std::to_string(counter) + ".000000000";
}

void appendFlag(std::string &out, std::string_view key, bool value)
{
    appendJsonKey(out, key);
    out += value ? "true" : "false";
}

void appendIncrements(std::string &out, const Instrument &instrument)
{
    const auto [price, qty] = instrument.decimals;
    appendDecimalText(out, "base_increment", instrument.stepSize.raw(), qty);
    appendDecimalText(out, "quote_increment", instrument.tickSize.raw(), price);
    appendDecimalText(out, "price_increment", instrument.tickSize.raw(), price);
    appendDecimalText(out, "base_min_size", instrument.stepSize.raw(), qty);
}

void appendStatus(std::string &out, InstrumentStatus status)
{
    const bool isCancelOnly = status == InstrumentStatus::CancelOnly;
    appendJsonText(out, "status", "online");
    appendFlag(out, "is_disabled", false);
    appendFlag(out, "cancel_only", isCancelOnly);
    appendFlag(out, "limit_only", false);
    appendFlag(out, "post_only", false);
    appendFlag(out, "trading_disabled", !isCancelOnly && status != InstrumentStatus::Trading);
    appendFlag(out, "auction_mode", false);
    appendJsonText(out, "product_type", "SPOT");
}

/// Under the name `product`, of which one is the alias of the other.
void appendProduct(std::string &out, const Instrument &instrument, const std::string &product)
{
    const bool isAlias = product != instrument.symbol;
    const std::string alias = aliasOf(instrument);
    out += out.back() == '[' ? "{" : ",{";
    appendJsonText(out, "product_id", product);
    appendIncrements(out, instrument);
    appendStatus(out, instrument.status);
    appendJsonText(out, "base_currency_id", instrument.base);
    appendJsonText(out, "quote_currency_id", isAlias ? "USDC" : instrument.quote);
    appendJsonText(out, "alias", isAlias ? instrument.symbol : std::string());
    appendJsonKey(out, "alias_to");
    out += '[';
    if (!isAlias && !alias.empty())
        appendJsonString(out, alias);
    out += ']';
    appendJsonText(out, "display_name", product);
    appendJsonText(out, "product_venue", "CBE");
    out += '}';
}

} // namespace

std::string levelSnapshot(const Listing &listing, Instant now)
{
    BookDelta whole;
    whole.exchangeTime = now;
    listing.book.bids().copyBest(listing.book.bids().size(), whole.bids);
    listing.book.asks().copyBest(listing.book.asks().size(), whole.asks);
    return levelFrame("snapshot", listing.instrument, whole);
}

std::string levelUpdate(const Instrument &instrument, const BookDelta &delta)
{
    return levelFrame("update", instrument, delta);
}

std::string tradeSnapshot(const Instrument &instrument, std::span<const TapeTrade> trades, Instant now)
{
    return tradeFrame(tradeHead("snapshot", now), instrument, trades);
}

std::string tradeUpdate(const Instrument &instrument, std::span<const TapeTrade> trades, Instant now)
{
    return tradeFrame(tradeHead("update", now), instrument, trades);
}

std::string heartbeat(std::uint64_t counter, Instant now)
{
    std::string out = frameHead("heartbeats", now);
    appendJsonText(out, "current_time", heartbeatTime(counter, now));
    appendJsonNumber(out, "heartbeat_counter", counter);
    return out + "}]}";
}

std::string subscriptions(const std::map<std::string, std::vector<std::string>> &products, Instant now)
{
    std::string out = frameHead("subscriptions", now) + R"("subscriptions":{)";
    for (const auto &[channel, names] : products) {
        appendJsonKey(out, channel);
        out += '[';
        for (const std::string &name : names) {
            out += out.back() == '[' ? "" : ",";
            appendJsonString(out, name);
        }
        out += ']';
    }
    return out + "}}]}";
}

std::string numbered(std::string_view frame, std::uint64_t number)
{
    const auto at = frame.find(eventsKey);
    std::string out;
    out.reserve(frame.size() + 40);
    out = frame.substr(0, at);
    appendJsonNumber(out, "sequence_num", number);
    return out.append(frame.substr(at));
}

std::string error(std::string_view message)
{
    std::string out = R"({"type":"error")";
    appendJsonText(out, "message", message);
    return out + '}';
}

std::string aliasOf(const Instrument &instrument)
{
    const std::string alias = instrument.symbol + 'C';
    return instrument.quote == "USD" && coinbase::isAlias(alias) ? alias : std::string();
}

std::string products(std::span<const Instrument> listed)
{
    std::size_t count = 0;
    std::string out = R"({"products":[)";
    for (const Instrument &instrument : listed) {
        for (const std::string &product : {instrument.symbol, aliasOf(instrument)}) {
            if (product.empty())
                continue;
            appendProduct(out, instrument, product);
            ++count;
        }
    }
    out += ']';
    appendJsonNumber(out, "num_products", count);
    return out + '}';
}

} // namespace touchline::coinbasewire
