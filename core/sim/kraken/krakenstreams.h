// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/depthchannel.h"
#include "sim/kraken/krakenwindow.h"
#include "sim/marketchannels.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// The depths of a book that can be followed.
inline constexpr std::array<std::size_t, 5> krakenDepths{10, 25, 100, 500, 1000};

// Names of streams; those of a book's depths are different ones.
[[nodiscard]] std::string krakenBookStream(std::string_view symbol, std::size_t depth);
[[nodiscard]] std::string krakenTradeStream(std::string_view symbol);
/// Empty for streams of no symbol.
[[nodiscard]] std::string_view krakenSymbolOf(std::string_view stream);

/// What Kraken says of a market: trades with the change, books every 50 milliseconds in which they have
/// changed. The real venue tells of each change.
class KrakenStreams : public MarketChannels {
public:
    explicit KrakenStreams(std::string_view symbol);

    void greet(
        const Subscription &subscription, Instant now, const Listing &listing, StreamHub &hub) override;
    void flushUntil(Instant now, const Listing &listing, StreamHub &hub) override;
    void onStep(const MarketStep &step, const Listing &listing, StreamHub &hub) override;

private:
    struct Book {
        KrakenWindow window;
        std::string stream;
    };

    static void publish(
        Book &book, const LevelHistory &history, Instant at, const Listing &listing, StreamHub &hub);

    std::vector<Book> m_books; ///< one a depth
    std::string m_trades;
    DepthChannel m_changes{std::chrono::milliseconds(50)};
    LevelHistory m_history;
};

} // namespace touchline
