// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedaction.h"
#include "feed/venue.h"
#include "sim/exchange.h"
#include "support/random.h"
#include "support/truthhistory.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>

namespace touchline::test {

enum class Fault {
    FrameLost,
    FrameRepeated,
    FrameGarbled,
    ConnectionCut,
    ConnectionMute, ///< stays open, says nothing any more
    ConnectRefused,
    ConnectUnanswered,
    Shutdown,       ///< the connection is cut many seconds after the notice
    ShutdownAtOnce, ///< within a second
    HttpRateLimited,
    HttpServerError,
    HttpUnanswered,
    HttpFailed, ///< no HTTP answer at all
    HttpLate,
    HttpOutdated, ///< a book from when the connection was opened
    Count
};

inline constexpr auto faultCount = static_cast<std::size_t>(Fault::Count);
using FaultCounts = std::array<std::uint64_t, faultCount>;

[[nodiscard]] const char *faultName(Fault fault);

/// How often each fault happens: per ten thousand frames, connections or requests that it can hit.
using FaultRates = std::array<std::uint64_t, faultCount>;

struct Opened {
    StreamId stream{};
};
struct Closed {
    StreamId stream{};
    Error error;
};
struct Frame {
    StreamId stream{};
    std::string text;
};
/// What reaches the client.
using Arrival = std::variant<Opened, Closed, Frame, HttpReply>;

/// A simulated exchange behind a network that delays, loses, repeats and garbles. Virtual time; carries out
/// FeedActions, hands back what reaches the client and notes the truth whenever the exchange has moved.
class LossyNetwork {
public:
    /// `venue` is the one that the exchange speaks as.
    LossyNetwork(
        const Venue &venue, SimExchange &exchange, TruthHistory &truth, Random &random, FaultRates rates);

    /// The exchange runs from here on.
    void begin(Instant now);
    void perform(const FeedActions &actions, Instant now);
    [[nodiscard]] Instant nextAt() const { return m_events.begin()->first; }
    /// Carries out what happens at nextAt(); something may reach the client.
    [[nodiscard]] std::optional<Arrival> step();
    void setFaults(FaultRates rates) { m_rates = rates; }
    /// How many of ten thousand depth updates have one digit of their levels changed: no fault that ids show.
    void alterLevels(std::uint64_t rate) { m_alteredRate = rate; }
    [[nodiscard]] std::uint64_t altered() const { return m_altered; }

    [[nodiscard]] const FaultCounts &faults() const { return m_faults; }

private:
    struct Tick {};
    struct Connect {
        StreamId stream{};
        std::string target;
    };
    struct Say {
        StreamId stream{};
        std::string text;
    };
    /// The server's next word on a connection is its last.
    struct Hangup {
        StreamId stream{};
    };
    struct Get {
        std::uint64_t id = 0;
        std::string target;
        std::string symbol;
    };
    struct FromServer {
        std::optional<StreamId> stream; ///< none: of no connection
        Arrival arrival;
    };
    using Event = std::variant<Tick, Connect, Say, Hangup, Get, FromServer>;

    /// A connection that the client has asked for and not closed.
    struct Line {
        std::optional<ConnectionId> server; ///< while the server holds it
        Instant lastArrival;                ///< at the client
        Instant lastSaid;                   ///< at the server
        bool isMute = false;
    };

    void open(const OpenStream &request, Instant now);
    void drop(StreamId stream);
    void say(const SendText &message, Instant now);
    void hear(const Say &said, Instant now);
    void fetch(const FetchUrl &request, Instant now);
    void runExchange(Instant now);
    void deliver(StreamId stream, Instant now);
    void send(StreamId stream, Instant now, Outgoing outgoing);
    void sendFrame(StreamId stream, Instant now, std::string text);
    void announceEnd(StreamId stream, Instant now, std::int64_t soonest, std::int64_t latest);
    void accept(StreamId stream, const std::string &target, Instant now);
    void answer(const Get &get, Instant now);
    void cut(StreamId stream, Instant now, const char *why);
    [[nodiscard]] bool happens(Fault fault);
    [[nodiscard]] Duration latency();
    [[nodiscard]] std::string garbled(std::string text);
    void alterLevel(std::string &text);
    void arriveInOrder(StreamId stream, Instant now, Arrival arrival);
    void schedule(Instant at, Event event) { m_events.emplace(at, std::move(event)); }

    const Venue &m_venue;
    SimExchange &m_exchange;
    TruthHistory &m_truth;
    Random &m_random;
    FaultRates m_rates;
    FaultCounts m_faults{};
    std::uint64_t m_alteredRate = 0;
    std::uint64_t m_altered = 0;
    std::multimap<Instant, Event> m_events;
    std::map<StreamId, Line> m_lines;
    std::map<std::string, std::string> m_outdated; ///< answers by symbol
    Instant m_ranTo;
    std::int64_t m_slowness = 1; ///< of this network, in milliseconds
};

} // namespace touchline::test
