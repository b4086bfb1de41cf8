// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Frames as Coinbase Advanced Trade sends them.
namespace touchline::test::coinbase {

/// Prices and quantities as the venue prints them.
using Levels = std::vector<std::pair<std::string, std::string>>;

inline std::string frame(std::string_view channel, std::uint64_t number, const std::string &events)
{
    return R"({"channel":")" + std::string(channel) +
           R"(","timestamp":"2026-02-02T10:00:00.123456789Z","sequence_num":)" + std::to_string(number) +
           R"(,"events":[)" + events + "]}";
}

inline std::string updates(std::string_view side, const Levels &levels)
{
    std::string out;
    for (const auto &[price, qty] : levels) {
        out += out.empty() ? "" : ",";
        out += R"({"side":")" + std::string(side) +
               R"(","event_time":"2026-02-02T10:00:00Z","price_level":")" + price + R"(","new_quantity":")" +
               qty + "\"}";
    }
    return out;
}

/// `type`: "snapshot" or "update".
inline std::string levelsEvent(
    std::string_view type, std::string_view product, const Levels &bids, const Levels &asks)
{
    const std::string comma = bids.empty() || asks.empty() ? "" : ",";
    return R"({"type":")" + std::string(type) + R"(","product_id":")" + std::string(product) +
           R"(","updates":[)" + updates("bid", bids) + comma + updates("offer", asks) + "]}";
}

inline std::string snapshot(
    std::uint64_t number, std::string_view product, const Levels &bids = {{"10.00", "1"}},
    const Levels &asks = {{"11.00", "2"}})
{
    return frame("l2_data", number, levelsEvent("snapshot", product, bids, asks));
}

inline std::string update(
    std::uint64_t number, std::string_view product, const Levels &bids = {}, const Levels &asks = {})
{
    return frame("l2_data", number, levelsEvent("update", product, bids, asks));
}

inline std::string trade(std::string_view product, std::string_view id, std::string_view price)
{
    return R"({"product_id":")" + std::string(product) + R"(","trade_id":")" + std::string(id) +
           R"(","price":")" + std::string(price) +
           R"(","size":"0.01","time":"2026-02-02T10:00:00.060000Z","side":"BUY"})";
}

inline std::string trades(std::uint64_t number, const std::string &list)
{
    return frame("market_trades", number, R"({"type":"update","trades":[)" + list + "]}");
}

inline std::string heartbeat(std::uint64_t number)
{
    return frame(
        "heartbeats", number, R"({"current_time":"2026-02-02 10:00:00 +0000","heartbeat_counter":7})");
}

inline std::string ack(std::uint64_t number)
{
    return frame("subscriptions", number, R"({"subscriptions":{"level2":["BTC-USD"]}})");
}

} // namespace touchline::test::coinbase
