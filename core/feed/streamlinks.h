// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/backoff.h"
#include "feed/feedaction.h"
#include "feed/requestbudget.h"
#include "feed/venue.h"

#include <memory>

namespace touchline {

/// One connection, and how long it is waited for.
struct StreamLink {
    enum class State { Closed, Connecting, Open };

    StreamId id{};
    State state = State::Closed;
    Instant deadline; ///< closed: when to open; connecting: when to give up
    Instant openedAt;
    Instant lastSignOfLife;

    [[nodiscard]] bool isOpen() const { return state == State::Open; }
};

/// How often one address may try to connect to the venue.
[[nodiscard]] std::shared_ptr<RequestBudget> attemptBudget(const VenueLimits &limits);

/// What one address may ask of the venue.
[[nodiscard]] std::shared_ptr<RequestBudget> requestBudget(const VenueLimits &limits);

/// The connection of a session and, when its end is near, the one that is to follow it: how often either may
/// be tried, and how long each may take. Decides when, not what: its session acts.
class StreamLinks {
public:
    /// What has to be done next.
    enum class Due {
        Nothing,
        Connect,        ///< the current one
        ConnectOverdue, ///< the current one did not open in time
        Silence,        ///< the current one has said nothing for too long
        ConnectNext,    ///< the current one will end: the next has to be opened
        NextOverdue,    ///< the next one did not open in time, or is silent
    };

    struct Options {
        std::uint64_t seed = 1;
        bool hasDeadlines = true;
        std::shared_ptr<RequestBudget> attempts; ///< never null; of all sessions with the venue
        std::uint32_t firstId = 1;               ///< of the connections
    };

    StreamLinks(const VenueLimits &limits, Options options);

    [[nodiscard]] const StreamLink &current() const { return m_current; }
    [[nodiscard]] const StreamLink &next() const { return m_next; }
    [[nodiscard]] bool isCurrent(StreamId id) const { return isOpenAs(m_current, id); }
    /// The current one or the next.
    [[nodiscard]] bool isOpen(StreamId id) const { return isOpenAs(m_current, id) || isOpenAs(m_next, id); }

    /// Begins an attempt, or puts it off until the venue allows one: see the state.
    void connect(Instant now);
    void connectNext(Instant now);
    /// True if this connection was waited for.
    [[nodiscard]] bool onOpened(StreamId id, Instant now);
    void onSignOfLife(StreamId id, Instant now)
    {
        if (m_current.id == id)
            m_current.lastSignOfLife = now;
        else if (m_next.id == id)
            m_next.lastSignOfLife = now;
    }
    /// The current one is gone; it is tried again after a wait. The next one, if any, takes its place.
    void loseCurrent(Instant now);
    /// The next one is gone or of no use; it is tried again after a wait.
    void loseNext(Instant now);
    /// The venue has announced the end of the current one.
    void announceEnd(Instant now) { m_renewAt = now < m_renewAt ? now : m_renewAt; }
    /// The next one takes over.
    void moveOn();
    /// Forgets both, and the growing waits.
    void restart();
    /// Nothing is waited for any longer: tries at once what was put off.
    void retryNow(Instant now);

    [[nodiscard]] Due due(Instant now) const;
    [[nodiscard]] Instant nextDeadline() const;

    /// True once a connection was open.
    [[nodiscard]] bool hasBeenOpen() const { return m_hasBeenOpen; }
    /// Consecutive attempts to connect that failed.
    [[nodiscard]] int failedAttempts() const { return m_failedAttempts; }

private:
    [[nodiscard]] static bool isOpenAs(const StreamLink &link, StreamId id)
    {
        return link.id == id && link.isOpen();
    }
    void begin(StreamLink &link, Instant now);
    void noteOpened(Instant at);

    Duration m_connectTimeout;
    Duration m_silenceLimit;
    Duration m_life; ///< after which the next one is opened
    Options m_options;
    Backoff m_backoff;
    Backoff m_nextBackoff;
    StreamLink m_current;
    StreamLink m_next;
    Instant m_renewAt; ///< when to open the next one
    std::uint32_t m_nextId;
    int m_failedAttempts = 0;
    bool m_hasBeenOpen = false;
};

} // namespace touchline
