// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/binance/simbinance.h"
#include "sim/marketsource.h"
#include "sim/streamhub.h"

#include <memory>
#include <string_view>
#include <vector>

namespace touchline {

/// A whole exchange without sockets: a venue's REST and stream protocol over seeded markets or over a
/// recording. Time comes in as an argument and must not run backwards; what clients must be sent is fetched
/// with takeOutput(). Single thread.
class SimExchange {
public:
    explicit SimExchange(SeededOptions options, std::unique_ptr<SimVenue> venue = simBinanceSpot());
    /// Recordings are Binance Spot's.
    explicit SimExchange(ReplayMarkets replay, BinanceLimits limits = {});

    /// Answers GET `target` ("/api/v3/depth?symbol=BTCUSDT"); `address` is the client's, for what each may
    /// ask for.
    [[nodiscard]] RestReply get(std::string_view target, Instant now, std::string_view address = {});

    /// A stream connection to `target` ("/ws/btcusdt@depth", "/stream?streams=a/b"). See StreamHub.
    [[nodiscard]] ConnectionId connect(std::string_view target, Instant now);
    void receive(ConnectionId id, std::string_view text, Instant now);
    void receivePong(ConnectionId id, std::string_view payload, Instant now)
    {
        m_hub.receivePong(id, payload, now);
    }
    void disconnect(ConnectionId id) { m_hub.close(id); }
    [[nodiscard]] std::vector<Outgoing> takeOutput(ConnectionId id) { return m_hub.takeOutput(id); }

    /// Runs the markets up to `now` and fills the connections' outputs.
    void advance(Instant now);

    [[nodiscard]] const std::vector<Instrument> &instruments() const { return m_source.instruments(); }
    /// The truth about a symbol: its book, complete up to its update id. Null when not listed.
    [[nodiscard]] const Listing *listing(std::string_view symbol, Instant now)
    {
        return m_source.open(symbol, now);
    }
    /// The recording that is being played, if any.
    [[nodiscard]] const ReplayMarkets *replay() const { return m_source.replay(); }
    [[nodiscard]] const StreamHub &hub() const { return m_hub; }
    [[nodiscard]] const FaultTexts &faultTexts() const { return m_venue->faultTexts(); }

private:
    void welcomeListeners(Instant now);

    std::unique_ptr<SimVenue> m_venue; ///< never null; the others refer to it
    MarketSource m_source;
    StreamHub m_hub; ///< refers to the list of m_source, which stays where it is when that is moved
};

} // namespace touchline
