// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/binance/binanceconnection.h"
#include "sim/depthchannel.h"
#include "sim/marketchannels.h"

#include <array>
#include <optional>
#include <span>
#include <string>

namespace touchline {

/// What Binance USD-M says of a market: best quote and aggregate trades with the change, changes of the book
/// at the end of each interval that had one.
class UsdmStreams : public MarketChannels {
public:
    explicit UsdmStreams(std::string_view symbol);

    void flushUntil(Instant now, const Listing &listing, StreamHub &hub) override;
    void onStep(const MarketStep &step, const Listing &listing, StreamHub &hub) override;

private:
    struct Speed {
        DepthChannel channel;
        std::string stream;
    };

    void publishQuote(const MarketStep &step, const Listing &listing, StreamHub &hub);
    void publishTrades(const MarketStep &step, const Listing &listing, StreamHub &hub);

    std::array<Speed, 3> m_speeds;
    std::string m_bookTicker;
    std::string m_aggTrade;
    std::optional<Touch> m_lastTouch;
    std::int64_t m_lastAggregateId = 0;
};

/// /public carries the books, /market all else (since 2026-03). A stream asked for on the other path stays
/// silent.
[[nodiscard]] std::span<const StreamRoot> usdmRoots();

} // namespace touchline
