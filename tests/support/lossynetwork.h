// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedaction.h"
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
    Shutdown,
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

struct Opened {};
struct Closed {
    Error error;
};
struct Frame {
    std::string text;
};
/// What reaches the client.
using Arrival = std::variant<Opened, Closed, Frame, HttpReply>;

/// A simulated exchange behind a network that delays, loses, repeats and garbles. Virtual time; carries out
/// FeedActions, hands back what reaches the client and notes the truth whenever the exchange has moved.
class LossyNetwork {
public:
    LossyNetwork(SimExchange &exchange, TruthHistory &truth, Random &random, FaultRates rates);

    /// The exchange runs from here on.
    void begin(Instant now);
    void perform(const FeedActions &actions, Instant now);
    [[nodiscard]] Instant nextAt() const { return m_events.begin()->first; }
    /// Carries out what happens at nextAt(); something may reach the client.
    [[nodiscard]] std::optional<Arrival> step();
    void endFaults() { m_rates = {}; }

    [[nodiscard]] const FaultCounts &faults() const { return m_faults; }

private:
    struct Tick {};
    struct Connect {
        std::string target;
    };
    struct Get {
        std::uint64_t id = 0;
        std::string target;
        std::string symbol;
    };
    struct FromServer {
        std::uint64_t connection = 0; ///< 0: of no connection
        Arrival arrival;
    };
    using Event = std::variant<Tick, Connect, Get, FromServer>;

    void open(const std::string &url, Instant now);
    void drop();
    void fetch(const FetchUrl &request, Instant now);
    void runExchange(Instant now);
    void deliver(Instant now);
    void send(Instant now, Outgoing outgoing);
    void sendFrame(Instant now, std::string text);
    void accept(const std::string &target, Instant now);
    void answer(const Get &get, Instant now);
    void cut(Instant now, const char *why);
    [[nodiscard]] bool happens(Fault fault);
    [[nodiscard]] Duration latency();
    [[nodiscard]] std::string garbled(std::string text);
    void arriveInOrder(Instant now, Arrival arrival);
    void schedule(Instant at, Event event) { m_events.emplace(at, std::move(event)); }

    SimExchange &m_exchange;
    TruthHistory &m_truth;
    Random &m_random;
    FaultRates m_rates;
    FaultCounts m_faults{};
    std::multimap<Instant, Event> m_events;
    std::optional<ConnectionId> m_server;          ///< of the open connection
    std::uint64_t m_connection = 0;                ///< counts the client's connections
    std::map<std::string, std::string> m_outdated; ///< answers by symbol
    Instant m_lastArrival;
    Instant m_ranTo;
    bool m_isMute = false;
    std::int64_t m_slowness = 1; ///< of this network, in milliseconds
};

} // namespace touchline::test
