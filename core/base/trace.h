// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/tickclock.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace touchline {

/// One thing that a thread did or saw. Names are string literals: they are written long after.
struct TraceEvent {
    enum class Kind { Span, Counter, FlowBegin, FlowEnd };

    const char *name = nullptr;
    std::int64_t at = 0;    ///< tickNanos()
    std::int64_t value = 0; ///< a span's nanoseconds, a counter's value, a flow's id
    Kind kind = Kind::Span;
};

/// What one thread has told its trace and the trace has not written yet. One thread tells, one other takes.
class TraceLane {
public:
    /// `capacity` is a power of two.
    explicit TraceLane(std::size_t capacity)
        : m_mask(capacity - 1),
          m_events(std::make_unique<TraceEvent[]>(capacity))
    {
    }

    /// What finds no room is dropped and counted.
    void tell(const TraceEvent &event)
    {
        const std::size_t told = m_told.load(std::memory_order_relaxed);
        if (told - m_taken.load(std::memory_order_acquire) > m_mask) {
            m_dropped.fetch_add(1, std::memory_order_relaxed);
            return;
        }
        m_events[told & m_mask] = event;
        m_told.store(told + 1, std::memory_order_release);
    }

    /// Gives everything that was told until now, oldest first.
    template <class Take> void takeAll(Take &&take)
    {
        const std::size_t told = m_told.load(std::memory_order_acquire);
        std::size_t next = m_taken.load(std::memory_order_relaxed);
        for (; next != told; ++next)
            take(m_events[next & m_mask]);
        m_taken.store(next, std::memory_order_release);
    }

    [[nodiscard]] std::uint64_t dropped() const { return m_dropped.load(std::memory_order_relaxed); }

private:
    std::size_t m_mask;
    std::unique_ptr<TraceEvent[]> m_events;
    std::atomic<std::size_t> m_told{0};
    std::atomic<std::size_t> m_taken{0};
    std::atomic<std::uint64_t> m_dropped{0};
};

/// Where this thread tells what it does; null, as long as nobody wants to know.
extern constinit thread_local TraceLane *traceLane;

template <std::size_t n> void traceSpan(const char (&name)[n], std::int64_t begun, std::int64_t ended)
{
    if (traceLane) [[unlikely]]
        traceLane->tell({name, begun, ended - begun, TraceEvent::Kind::Span});
}

template <std::size_t n> void traceCounter(const char (&name)[n], std::int64_t value)
{
    if (traceLane) [[unlikely]]
        traceLane->tell({name, tickNanos(), value, TraceEvent::Kind::Counter});
}

/// An arrow begins at the span around `at`, on any thread, and ends at the one with the same name and id.
template <std::size_t n> void traceFlowBegin(const char (&name)[n], std::int64_t id, std::int64_t at)
{
    if (traceLane) [[unlikely]]
        traceLane->tell({name, at, id, TraceEvent::Kind::FlowBegin});
}

template <std::size_t n> void traceFlowEnd(const char (&name)[n], std::int64_t id, std::int64_t at)
{
    if (traceLane) [[unlikely]]
        traceLane->tell({name, at, id, TraceEvent::Kind::FlowEnd});
}

/// A span from here to the end of the block. Where nothing is traced it costs a look at a pointer.
class TraceSpan {
public:
    template <std::size_t n>
    explicit TraceSpan(const char (&name)[n]) : m_name(name),
                                                m_begun(traceLane ? tickNanos() : 0)
    {
    }
    /// From an instant that was read before.
    template <std::size_t n>
    TraceSpan(const char (&name)[n], std::int64_t begun) : m_name(name),
                                                           m_begun(begun)
    {
    }
    ~TraceSpan()
    {
        if (traceLane) [[unlikely]]
            traceLane->tell({m_name, m_begun, tickNanos() - m_begun, TraceEvent::Kind::Span});
    }
    TraceSpan(const TraceSpan &) = delete;
    TraceSpan &operator=(const TraceSpan &) = delete;

private:
    const char *m_name;
    std::int64_t m_begun;
};

/// A counter of events a second, told ten times a second while there are any.
class TraceRate {
public:
    template <std::size_t n> explicit constexpr TraceRate(const char (&name)[n]) : m_name(name) {}

    /// One more at `at`.
    void count(std::int64_t at)
    {
        if (traceLane) [[unlikely]]
            countTraced(at);
    }

private:
    void countTraced(std::int64_t at);

    const char *m_name;
    std::int64_t m_since = 0;
    std::int64_t m_count = 0;
};

} // namespace touchline
