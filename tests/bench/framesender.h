// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/flow.h"

#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace touchline::bench {

/// When each message of a stream was handed to the socket, by the steady clock; written by the sender, read
/// by who receives it. Holds the newest 2^20.
class SendTimes {
public:
    void set(std::uint64_t message, std::int64_t nanos)
    {
        slot(message).store(nanos, std::memory_order_release);
    }
    [[nodiscard]] std::int64_t at(std::uint64_t message)
    {
        return slot(message).load(std::memory_order_acquire);
    }

private:
    static constexpr std::uint64_t size = 1 << 20;
    std::atomic<std::int64_t> &slot(std::uint64_t message) { return m_nanos[message % size]; }

    std::vector<std::atomic<std::int64_t>> m_nanos = std::vector<std::atomic<std::int64_t>>(size);
};

/// A market's two services on one loopback port, on a thread of its own, made to cost its reader's machine as
/// little as it can: WebSocket frames written by hand, many at once, without an event loop. Any request that
/// is no upgrade is answered with the snapshot. Each stream begins with its first frame and goes on after
/// go().
class FrameSender {
public:
    struct Options {
        std::size_t streams = 1;
        std::uint64_t rate = 0; ///< messages a second of all streams together; 0: as fast as they are taken
        std::optional<QSslConfiguration> tls;
    };

    /// Every stream sends a copy of `flow`.
    FrameSender(const Flow &flow, Options options);
    ~FrameSender();

    [[nodiscard]] quint16 port() const { return m_port; }
    void go() { m_phase = Phase::Sending; }
    /// Sends nothing more; what was begun is still flushed.
    void pause() { m_phase = Phase::Paused; }

    /// Streams that a reader is connected to; they are given out in order.
    [[nodiscard]] std::size_t open() const { return m_open; }
    /// Messages sent on a stream so far.
    [[nodiscard]] std::uint64_t sent(std::size_t stream) const { return m_streams[stream].sent; }
    [[nodiscard]] SendTimes &times(std::size_t stream) { return m_streams[stream].times; }

private:
    enum class Phase { Accepting, Sending, Paused, Ended };

    struct Stream {
        Flow flow;
        std::unique_ptr<QTcpSocket> socket = {};
        std::size_t next = 0;
        std::atomic<std::uint64_t> sent = 0;
        SendTimes times = {};

        explicit Stream(const Flow &copied) : flow(copied) {}
    };

    void run();
    void accept();
    void answer(std::unique_ptr<QTcpSocket> socket);
    void sendPaced();
    void sendSaturated();
    void appendMessages(Stream &stream, QByteArray &bytes, std::size_t atLeast);
    void flush(Stream &stream, QByteArray bytes);

    Options m_options;
    std::deque<Stream> m_streams;
    std::atomic<Phase> m_phase = Phase::Accepting;
    std::atomic<quint16> m_port = 0;
    class Listener;
    Listener *m_listener = nullptr; ///< while the thread runs
    std::atomic<std::size_t> m_open = 0;
    std::unique_ptr<QThread> m_thread;
};

} // namespace touchline::bench
