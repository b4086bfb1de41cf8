// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/depthchannel.h"
#include "sim/marketchannels.h"
#include "sim/streamhub.h"

#include <array>
#include <string>
#include <vector>

namespace touchline {

/// What Binance says of a market: best quote and trades go out with the change; diff and partial depth at the
/// end of each interval that had a change. A quiet market says nothing.
class BinanceStreams : public MarketChannels {
public:
    explicit BinanceStreams(std::string_view symbol);

    void flushUntil(Instant now, const Listing &listing, StreamHub &hub) override;
    void onStep(const MarketStep &step, const Listing &listing, StreamHub &hub) override;

    /// This stream is published by somebody else.
    void leaveOut(std::string_view stream);

private:
    struct Speed {
        DepthChannel channel;
        std::string diff;
        std::array<std::string, 3> partials;
    };

    void noteDepth(const BookDelta &delta);
    void publishDepth(Speed &speed, const Listing &listing, StreamHub &hub);
    void publishQuote(const MarketStep &step, const Listing &listing, StreamHub &hub);
    void publishTrades(const MarketStep &step, const Listing &listing, StreamHub &hub);
    void publishAggregates(const MarketStep &step, const Listing &listing, StreamHub &hub);

    std::array<Speed, 2> m_speeds;
    // Names of streams; empty for those that are left out.
    std::string m_bookTicker;
    std::string m_trade;
    std::string m_aggTrade;
    std::optional<Touch> m_lastTouch;
    std::int64_t m_lastAggregateId = 0;
};

/// What the stream names of a symbol begin with.
[[nodiscard]] std::string streamPrefix(std::string_view symbol);

/// The symbol, in upper case, that a stream name belongs to ("btcusdt@depth5" gives "BTCUSDT").
/// Empty for names that are no symbol's or not in lower case.
[[nodiscard]] std::string symbolOfStream(std::string_view stream);

} // namespace touchline
