// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/depthchannel.h"
#include "sim/marketchannels.h"

#include <string>
#include <string_view>
#include <vector>

namespace touchline {

// Names of streams.
[[nodiscard]] std::string coinbaseStream(std::string_view channel, std::string_view product);
struct CoinbaseStreamParts {
    std::string_view channel;
    std::string_view product; ///< empty: of no product
};
[[nodiscard]] CoinbaseStreamParts coinbaseStreamParts(std::string_view stream);

/// What Coinbase says of a market: whole books, their changes every 50 milliseconds, trades every 250. Who
/// comes later is told of the book as it is, and of what has changed just before once more.
class CoinbaseChannels : public MarketChannels {
public:
    explicit CoinbaseChannels(std::string_view product);

    void greet(
        const Subscription &subscription, Instant now, const Listing &listing, StreamHub &hub) override;
    void flushUntil(Instant now, const Listing &listing, StreamHub &hub) override;
    void onStep(const MarketStep &step, const Listing &listing, StreamHub &hub) override;

private:
    std::string m_levels;
    std::string m_trades;
    DepthChannel m_changes{std::chrono::milliseconds(50)};
    std::vector<TapeTrade> m_newTrades;
    Instant m_tradesDueAt; ///< while there are new trades
};

} // namespace touchline
