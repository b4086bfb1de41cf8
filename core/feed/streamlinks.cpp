// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/streamlinks.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace touchline {

namespace {

constexpr Duration firstReconnect = std::chrono::milliseconds(500);
constexpr Duration longestReconnect = std::chrono::seconds(30);
/// A connection that lasted this long makes the next attempt start without a grown delay.
constexpr Duration steadyConnection = std::chrono::seconds(60);
/// Of a connection's life, to move to the next one in peace. Sessions that began together spread over as
/// long.
constexpr Duration renewalTime = std::chrono::minutes(10);
constexpr Instant never{std::numeric_limits<std::int64_t>::max()};

Duration renewalAfter(Duration life, std::uint64_t seed)
{
    const auto spread = static_cast<std::uint64_t>(renewalTime.count());
    return life - renewalTime - Duration(static_cast<std::int64_t>(seed % spread));
}

/// 0: any number.
int limitOf(int count)
{
    return count > 0 ? count : std::numeric_limits<int>::max();
}

} // namespace

std::shared_ptr<RequestBudget> attemptBudget(const VenueLimits &limits)
{
    return std::make_shared<RequestBudget>(limitOf(limits.connectionAttempts), limits.attemptWindow);
}

std::shared_ptr<RequestBudget> messageBudget(const VenueLimits &limits)
{
    return std::make_shared<RequestBudget>(limitOf(limits.messages), limits.messageWindow);
}

std::shared_ptr<RequestBudget> requestBudget(const VenueLimits &limits)
{
    return std::make_shared<RequestBudget>(limits.requestWeight, limits.requestWindow);
}

StreamLinks::StreamLinks(const VenueLimits &limits, Options options)
    : m_connectTimeout(limits.connectTimeout),
      m_silenceLimit(limits.silenceLimit),
      m_life(renewalAfter(limits.connectionLife, options.seed)),
      m_options(std::move(options)),
      m_backoff(firstReconnect, longestReconnect, m_options.seed),
      m_nextBackoff(firstReconnect, longestReconnect, ~m_options.seed),
      m_renewAt(never),
      m_nextId(m_options.firstId)
{
}

void StreamLinks::begin(StreamLink &link, Instant now)
{
    const Instant allowed = m_options.attempts->nextFree(1, now);
    if (allowed > now) {
        link.state = StreamLink::State::Closed;
        link.deadline = allowed;
        return;
    }
    m_options.attempts->spend(1, now);
    link.id = StreamId{m_nextId++};
    link.state = StreamLink::State::Connecting;
    link.deadline = now + m_connectTimeout;
}

void StreamLinks::connect(Instant now)
{
    begin(m_current, now);
}

void StreamLinks::connectNext(Instant now)
{
    begin(m_next, now);
    m_renewAt = m_next.deadline;
}

bool StreamLinks::onOpened(StreamId id, Instant now)
{
    StreamLink &link = m_current.id == id ? m_current : m_next;
    if (link.id != id || link.state != StreamLink::State::Connecting)
        return false;
    link.state = StreamLink::State::Open;
    link.openedAt = now;
    link.lastSignOfLife = now;
    if (&link == &m_current)
        noteOpened(now);
    return true;
}

void StreamLinks::noteOpened(Instant at)
{
    m_failedAttempts = 0;
    m_hasBeenOpen = true;
    m_renewAt = at + m_life;
}

void StreamLinks::loseCurrent(Instant now)
{
    if (m_current.isOpen() && now - m_current.openedAt >= steadyConnection)
        m_backoff.reset();
    if (m_current.state == StreamLink::State::Connecting)
        ++m_failedAttempts;
    if (m_next.state != StreamLink::State::Closed)
        return moveOn();
    m_current.state = StreamLink::State::Closed;
    m_current.deadline = now + m_backoff.next();
}

void StreamLinks::loseNext(Instant now)
{
    m_next.state = StreamLink::State::Closed;
    m_renewAt = now + m_nextBackoff.next();
}

void StreamLinks::moveOn()
{
    m_current = std::exchange(m_next, {});
    m_nextBackoff.reset();
    m_renewAt = never;
    if (m_current.isOpen())
        noteOpened(m_current.openedAt);
}

void StreamLinks::restart()
{
    m_current = {};
    m_next = {};
    m_backoff.reset();
    m_nextBackoff.reset();
}

void StreamLinks::retryNow(Instant now)
{
    m_backoff.reset();
    if (m_current.state == StreamLink::State::Closed)
        m_current.deadline = std::min(m_current.deadline, now);
}

StreamLinks::Due StreamLinks::due(Instant now) const
{
    using State = StreamLink::State;
    if (m_current.state == State::Closed)
        return now >= m_current.deadline ? Due::Connect : Due::Nothing;
    if (!m_options.hasDeadlines)
        return Due::Nothing;
    if (m_current.state == State::Connecting)
        return now >= m_current.deadline ? Due::ConnectOverdue : Due::Nothing;
    if (now >= m_current.lastSignOfLife + m_silenceLimit)
        return Due::Silence;
    if (m_next.state == State::Closed)
        return now >= m_renewAt ? Due::ConnectNext : Due::Nothing;
    const Instant end =
        m_next.state == State::Connecting ? m_next.deadline : m_next.lastSignOfLife + m_silenceLimit;
    return now >= end ? Due::NextOverdue : Due::Nothing;
}

Instant StreamLinks::nextDeadline() const
{
    using State = StreamLink::State;
    if (m_current.state == State::Closed)
        return m_current.deadline;
    if (!m_options.hasDeadlines)
        return never;
    if (m_current.state == State::Connecting)
        return m_current.deadline;
    const Instant silence = m_current.lastSignOfLife + m_silenceLimit;
    if (m_next.state == State::Closed)
        return std::min(silence, m_renewAt);
    const Instant end =
        m_next.state == State::Connecting ? m_next.deadline : m_next.lastSignOfLife + m_silenceLimit;
    return std::min(silence, end);
}

} // namespace touchline
