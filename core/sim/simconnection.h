// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "feed/instrument.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// Something for the client. Texts of a Close say why.
struct Outgoing {
    enum class Kind { Text, Ping, Close };

    Kind kind = Kind::Text;
    std::string text;

    bool operator==(const Outgoing &) const = default;
};

struct SubscriptionChange {
    std::vector<std::string> added;
    std::vector<std::string> removed;
};

/// The exchange's side of one stream connection: its subscriptions, its answers to requests, its deadlines.
/// How each venue speaks is written in its own heir. Streams have names, which only the venue can read.
class SimConnection {
public:
    SimConnection() = default;
    SimConnection(const SimConnection &) = delete;
    SimConnection &operator=(const SimConnection &) = delete;
    virtual ~SimConnection() = default;

    /// The client came with this request target ("/ws/btcusdt@depth"). One that it may not stay with is
    /// closed in the first output.
    [[nodiscard]] virtual SubscriptionChange open(std::string_view target) = 0;
    [[nodiscard]] virtual SubscriptionChange receive(std::string_view text, Instant now) = 0;
    virtual void receivePong(std::string_view /*payload*/, Instant /*now*/) {}
    /// Says what has to be said from time to time, and closes what has been silent or open for too long.
    virtual void keepAlive(Instant now) = 0;
    /// What the market says on `stream`.
    virtual void deliver(std::string_view stream, std::string_view payload) = 0;

    /// What the exchange lists, which must outlive the connection; before open().
    void setListed(std::span<const Instrument> instruments) { m_listed = instruments; }

    [[nodiscard]] std::vector<Outgoing> takeOutput();
    [[nodiscard]] const std::vector<std::string> &subscriptions() const { return m_subscriptions; }
    [[nodiscard]] bool isClosed() const { return m_closed; }

protected:
    void say(std::string text) { m_output.push_back({Outgoing::Kind::Text, std::move(text)}); }
    void ping(std::string payload) { m_output.push_back({Outgoing::Kind::Ping, std::move(payload)}); }
    void closeFor(std::string_view reason);

    [[nodiscard]] std::span<const Instrument> listed() const { return m_listed; }
    [[nodiscard]] bool isListed(std::string_view symbol) const;
    [[nodiscard]] bool isSubscribed(std::string_view stream) const;
    /// The names that were not subscribed yet.
    [[nodiscard]] std::vector<std::string> subscribeTo(const std::vector<std::string> &streams);
    /// The names that were subscribed.
    [[nodiscard]] std::vector<std::string> unsubscribeFrom(const std::vector<std::string> &streams);

private:
    std::span<const Instrument> m_listed;
    bool m_closed = false;
    std::vector<std::string> m_subscriptions;
    std::vector<Outgoing> m_output;
};

} // namespace touchline
