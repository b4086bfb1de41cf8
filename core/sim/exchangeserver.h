// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/exchange.h"
#include "sim/faultinjector.h"
#include "sim/latesocket.h"

#include <QElapsedTimer>
#include <QHttpServer>
#include <QObject>
#include <QTimer>
#include <QWebSocket>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>

class QHttpServerRequest;
class QHttpServerResponder;

namespace touchline {

/// What clients may ask of the server, and leave unread.
struct ServerLimits {
    std::size_t clients = 256;           ///< stream connections; further ones are closed at once
    quint64 largestMessage = 256 * 1024; ///< bytes; a larger one ends its connection
    qint64 unread = 16 << 20;            ///< bytes; beyond it the client is cut off
    qint64 replayUnread = 1 << 20;       ///< bytes; beyond it a replay waits for the client
    std::chrono::milliseconds replayPatience = std::chrono::seconds(30); ///< before the client is cut off
};

/// A SimExchange on one loopback port: REST and WebSocket side by side, driven by a timer.
/// It may be moved to another thread before listen().
class ExchangeServer : public QObject {
    Q_OBJECT

public:
    explicit ExchangeServer(SimExchange exchange, ServerLimits limits = {});
    ~ExchangeServer() override;

    /// The bound port; 0 asks for any. ConnectionFailed says in one sentence why it cannot listen.
    [[nodiscard]] Expected<quint16> listen(quint16 port);

    /// The faults that happen to what clients are sent. There are none, and no cost of any, before the first
    /// call.
    [[nodiscard]] FaultInjector &faults();

    [[nodiscard]] SimExchange &exchange() { return m_exchange; }
    [[nodiscard]] Instant now() const { return m_clock.now(); }
    /// Clients that were cut off because they did not read.
    [[nodiscard]] std::uint64_t slowReaders() const { return m_slowReaders; }
    /// Clients that were turned away because there were too many.
    [[nodiscard]] std::uint64_t turnedAway() const { return m_turnedAway; }

signals:
    /// The recording has been played to its end; its last state goes on being served.
    void replayFinished();

private:
    struct Client {
        std::unique_ptr<QWebSocket> socket;
        QElapsedTimer blockedFor; ///< valid while it holds up a replay
    };
    using Clients = std::map<ConnectionId, Client>;

    void answer(const QHttpServerRequest &request, QHttpServerResponder &responder);
    void welcomeClients();
    void welcome(std::unique_ptr<QWebSocket> socket);
    void remove(ConnectionId id);
    void tick();
    void send();
    void send(Clients::value_type &client);
    [[nodiscard]] bool isHeldUp();

    void openHttp();

    Clock m_clock;
    SimExchange m_exchange;
    ServerLimits m_limits;
    std::optional<FaultInjector> m_faults; ///< none until somebody wants faults
    std::unique_ptr<QHttpServer> m_http;   ///< made by listen(): its parts cannot be moved to another thread
    LateSocketServer *m_tcp = nullptr;     ///< belongs to m_http
    QTimer m_timer;
    Clients m_clients;
    std::uint64_t m_slowReaders = 0;
    std::uint64_t m_turnedAway = 0;
    bool m_replayEnded = false;
};

} // namespace touchline
