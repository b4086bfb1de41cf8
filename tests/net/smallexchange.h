// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/feedsource.h"
#include "sim/exchangeserver.h"
#include "support/sanitized.h"
#include "venues/binancespot.h"

#include <string>
#include <vector>

namespace touchline::test {

/// A simulated exchange of a few symbols that updates each busy one `rate` times a second.
[[nodiscard]] inline SimExchange smallExchange(std::int64_t rate, std::uint64_t seed = 1)
{
    const std::string names[] = {"BTCUSDT", "ETHUSDT", "DOGEUSDT"};
    SeededOptions options;
    options.seed = seed;
    options.symbols = findSymbols(names).value();
    options.levels = 60;
    options.updatesPerSecond = rate;
    return SimExchange(std::move(options));
}

/// Binance with the patience of a test.
class ImpatientVenue : public BinanceSpot {
public:
    explicit ImpatientVenue(std::size_t symbolsPerConnection = 300)
        : BinanceSpot({"binance", "Binance", "https://host.invalid", "wss://host.invalid"}),
          m_symbolsPerConnection(symbolsPerConnection)
    {
    }

    [[nodiscard]] VenueLimits limits() const override
    {
        VenueLimits limits = BinanceSpot::limits();
        limits.connectTimeout = patience * std::chrono::milliseconds(150);
        limits.snapshotTimeout = patience * std::chrono::milliseconds(300);
        limits.maxSymbolsPerConnection = m_symbolsPerConnection;
        limits.connectionAttempts = 0;
        // The books are small, and a test may ask for many in a minute.
        limits.snapshotSizes = {{1000, 50}};
        return limits;
    }

private:
    std::size_t m_symbolsPerConnection;
};

[[nodiscard]] inline FeedSource sourceAt(
    const Venue &venue, const std::string &rest, const std::string &ws, std::vector<std::string> symbols)
{
    FeedSource source;
    source.venue = &venue;
    source.hosts = {rest, ws};
    source.symbols = std::move(symbols);
    return source;
}

[[nodiscard]] inline FeedSource sourceAt(const Venue &venue, quint16 port, std::vector<std::string> symbols)
{
    const std::string host = "://127.0.0.1:" + std::to_string(port);
    return sourceAt(venue, "http" + host, "ws" + host, std::move(symbols));
}

} // namespace touchline::test
