// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/venuefeed.h"
#include "venues/krakenchecksum.h"
#include "venues/venuetable.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace touchline::test {

/// As a list of pairs says it: one price decimal, eight of the quantity.
inline Instrument krakenPair(std::string symbol = "BTC/USD")
{
    Instrument pair = bareInstrument(std::move(symbol));
    pair.decimals = {1, 8};
    pair.tickSize = Price(1);
    pair.stepSize = Qty(1);
    return pair;
}

inline std::string krakenLevels(const LevelTexts &levels)
{
    std::string out = "[";
    for (const auto &[price, qty] : levels)
        out += std::string(out.back() == '[' ? "" : ",") + R"({"price":)" + price + R"(,"qty":)" + qty + '}';
    return out + ']';
}

struct KrakenBook {
    LevelTexts bids = {};
    LevelTexts asks = {};
    std::uint32_t checksum = 0;
};

inline std::string krakenEntry(const KrakenBook &book, std::string_view symbol = "BTC/USD")
{
    return R"({"symbol":")" + std::string(symbol) + R"(","bids":)" + krakenLevels(book.bids) + R"(,"asks":)" +
           krakenLevels(book.asks) + R"(,"checksum":)" + std::to_string(book.checksum) +
           R"(,"timestamp":"2026-02-02T10:00:00.123456Z"})";
}

inline std::string krakenFrame(
    std::string_view type, std::string_view entries, std::string_view channel = "book")
{
    return R"({"channel":")" + std::string(channel) + R"(","type":")" + std::string(type) + R"(","data":[)" +
           std::string(entries) + "]}";
}

/// The exchange's side of one book: makes frames of it, with the checksums that are right.
class KrakenMarket {
public:
    explicit KrakenMarket(std::string symbol = "BTC/USD") : m_symbol(std::move(symbol)) {}

    std::string snapshot(const LevelTexts &bids, const LevelTexts &asks)
    {
        static_cast<void>(m_book.load({0, levelsOf(bids), levelsOf(asks)}));
        return krakenFrame("snapshot", krakenEntry({bids, asks, checksum()}, m_symbol));
    }
    std::string update(const LevelTexts &bids, const LevelTexts &asks = {})
    {
        BookDelta delta;
        delta.bids = levelsOf(bids);
        delta.asks = levelsOf(asks);
        static_cast<void>(m_book.apply(delta));
        return krakenFrame("update", krakenEntry({bids, asks, checksum()}, m_symbol));
    }
    [[nodiscard]] const OrderBook &book() const { return m_book; }

private:
    static constexpr Decimals decimals{1, 8};

    [[nodiscard]] std::uint32_t checksum() const { return krakenChecksum(m_book, decimals, decimals); }
    static std::vector<Level> levelsOf(const LevelTexts &texts)
    {
        std::vector<Level> levels;
        for (const auto &[price, qty] : texts)
            levels.push_back(
                {parsePrice(price, decimals.price).value(), parseQty(qty, decimals.qty).value()});
        return levels;
    }

    std::string m_symbol;
    OrderBook m_book;
};

/// A FeedSession with Kraken.
class KrakenFeed : public VenueFeed {
public:
    explicit KrakenFeed(const std::vector<Instrument> &pairs = {krakenPair()}, SessionOptions options = {})
        : VenueFeed(*findVenue("kraken"), std::move(options), pairs)
    {
    }

    void heartbeat() { frame(R"({"channel":"heartbeat"})"); }
    [[nodiscard]] std::uint64_t verified(std::size_t index = 0) const
    {
        return session.book(index).integrity().audit.checksumsVerified;
    }
};

} // namespace touchline::test
