// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/histogram.h"
#include "bench/framesender.h"

#include <QObject>
#include <QString>

#include <memory>
#include <string>

namespace touchline::bench {

/// What is done with each message of a stream.
enum class Handling {
    Count,  ///< nothing: QWebSocket itself
    Utf8,   ///< QString::toUtf8
    Latin1, ///< QString::toLatin1
    Buffer, ///< QStringEncoder into a buffer that is kept
    Book,   ///< FeedWorker: checked book, and a view of 20 levels a side in a mailbox after each turn
};

[[nodiscard]] const char *handlingName(Handling handling);

/// One connection to a FrameSender, on the thread that made it.
class StreamClient {
public:
    virtual ~StreamClient() = default;

    /// Ready for the sender to go on.
    [[nodiscard]] virtual bool isReady() const = 0;
    /// What it is waiting for.
    [[nodiscard]] virtual std::string state() const = 0;
    [[nodiscard]] virtual std::uint64_t received() const = 0;
    /// From the sender's socket until the message was handled, since reset.
    [[nodiscard]] const Histogram &latency() const { return m_latency; }
    void resetLatency() { m_latency = {}; }
    /// Nanoseconds that the product has spent on messages, from text to checked book, by its own clock.
    [[nodiscard]] virtual std::int64_t processingNanos() const { return 0; }
    /// Nothing was lost or refused.
    [[nodiscard]] virtual bool isWhole() const { return true; }

protected:
    explicit StreamClient(SendTimes &times) : m_times(times) {}
    void noteHandled(std::uint64_t message);

private:
    SendTimes &m_times;
    Histogram m_latency;
};

/// `scheme`: "ws" or "wss"; the services of the sender are on `port`.
[[nodiscard]] std::unique_ptr<StreamClient> openStream(
    Handling handling, const QString &scheme, quint16 port, SendTimes &times);

} // namespace touchline::bench
