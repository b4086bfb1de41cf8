// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedsession.h"
#include "support/lossynetwork.h"

#include <optional>
#include <string>

namespace touchline::test {

/// What happened in all sessions of a sweep.
struct SweepTally {
    std::uint64_t sessions = 0;
    std::uint64_t frames = 0;
    std::uint64_t applied = 0;  ///< deltas that became part of a book
    std::uint64_t compared = 0; ///< ids at which a whole live book was compared
    std::uint64_t shown = 0;    ///< views of any state that were compared
    std::uint64_t quotesVerified = 0;
    std::uint64_t snapshotsVerified = 0;
    std::uint64_t checksumsVerified = 0;
    std::uint64_t mismatched = 0; ///< books that an audit found wrong
    std::uint64_t altered = 0;    ///< updates with a changed digit
    std::uint64_t wrong = 0;      ///< ids at which a live book was wrong because of that
    FeedCounters counters;
    FaultCounts faults{};
    Duration virtualTime{};
    Duration longestRecovery{};
};

/// Whose rules a sweep is about, and what it can prove.
struct SweepVenue {
    std::string_view name = "binance";
    /// Best levels a side of which a mistake shows at once; 0: all. A venue whose frames bear no number and
    /// whose checksum covers the best levels only does not tell when a frame about others is lost.
    std::size_t provenDepth = 0;
    std::uint64_t idStep = 1; ///< how much the venue's ids grow with each change of a market
};

/// One random session: a simulated exchange, a bad network and a FeedSession, in virtual time.
class SweepSession {
public:
    SweepSession(std::uint64_t seed, SweepTally &tally, SweepVenue venue = {});
    /// With these faults for so long.
    SweepSession(
        std::uint64_t seed, SweepTally &tally, FaultRates rates, Duration faultTime, SweepVenue venue = {});

    /// Runs it to its end. Says what is wrong at the first difference, or nothing.
    [[nodiscard]] std::optional<std::string> run();
    /// Instead: so many of ten thousand updates have a changed digit, which no id shows. Says which book is
    /// still wrong when the audits have had their time.
    [[nodiscard]] std::optional<std::string> runAltered(std::uint64_t rate);

private:
    SweepSession(
        std::uint64_t seed, SweepTally &tally, SweepVenue venue, std::optional<FaultRates> rates,
        std::optional<Duration> faultTime);

    [[nodiscard]] SessionOptions sessionOptions() const;
    [[nodiscard]] bool advanceTo(Instant end);
    [[nodiscard]] bool recovers();
    [[nodiscard]] bool isCaughtUp(const std::vector<std::uint64_t> &ids) const;
    [[nodiscard]] FeedActions deliver(const Arrival &arrival);
    [[nodiscard]] bool check();
    [[nodiscard]] bool checkLive(std::size_t symbol);
    /// The id of the truth that a book is, if it is one; `claimed` is the one that it names itself.
    [[nodiscard]] std::optional<std::uint64_t> truthOf(
        std::size_t symbol, const OrderBook &book, std::uint64_t claimed, std::uint64_t from) const;
    [[nodiscard]] bool isTrue(std::size_t symbol) const;
    void noteWrong();
    [[nodiscard]] std::optional<std::string> verdict() const;
    [[nodiscard]] bool checkShown(std::size_t symbol);
    bool fail(std::size_t symbol, const std::string &what);
    void addUp();

    /// What the last comparison of a live book was about.
    struct Compared {
        std::uint64_t id = 0; ///< of the truth; 0 after a time of not being live
        std::uint64_t updates = 0;
    };

    std::uint64_t m_seed;
    SweepTally &m_tally;
    const Venue &m_venue;
    std::uint64_t m_idStep; ///< 0: the venue's updates bear no ids
    Random m_random;
    FaultRates m_rates;
    SimExchange m_exchange;
    TruthHistory m_truth;
    LossyNetwork m_network;
    FeedSession m_session;
    std::vector<Compared> m_compared; ///< per symbol
    Duration m_faultTime;
    Instant m_now;
    bool m_isAltered = false;
    std::string m_wrong;
};

} // namespace touchline::test
