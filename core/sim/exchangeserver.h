// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/exchange.h"

#include <QElapsedTimer>
#include <QHttpServer>
#include <QObject>
#include <QTimer>
#include <QWebSocket>

#include <cstdint>
#include <map>
#include <memory>

namespace touchline {

/// A SimExchange on one loopback port: REST and WebSocket side by side, driven by a timer.
/// Lives in one thread; create, or move it there, before listen().
class ExchangeServer : public QObject {
    Q_OBJECT

public:
    explicit ExchangeServer(SimExchange exchange, QObject *parent = nullptr);
    ~ExchangeServer() override;

    /// The bound port; 0 asks for any. ConnectionFailed says in one sentence why it cannot listen.
    [[nodiscard]] Expected<quint16> listen(quint16 port);

    [[nodiscard]] SimExchange &exchange() { return m_exchange; }
    [[nodiscard]] Instant now() const { return m_clock.now(); }
    /// Clients that were cut off because they did not read.
    [[nodiscard]] std::uint64_t slowReaders() const { return m_slowReaders; }

signals:
    /// The recording has been played to its end; its last state goes on being served.
    void replayFinished();

private:
    struct Client {
        std::unique_ptr<QWebSocket> socket;
        QElapsedTimer blockedFor; ///< valid while it holds up a replay
    };
    using Clients = std::map<ConnectionId, Client>;

    [[nodiscard]] QHttpServerResponse answer(const QHttpServerRequest &request);
    void welcomeClients();
    void welcome(std::unique_ptr<QWebSocket> socket);
    void remove(ConnectionId id);
    void tick();
    void send();
    void send(Clients::value_type &client);
    [[nodiscard]] bool isHeldUp();

    Clock m_clock;
    SimExchange m_exchange;
    QHttpServer m_http;
    QTimer m_timer;
    Clients m_clients;
    std::uint64_t m_slowReaders = 0;
    bool m_replayEnded = false;
};

} // namespace touchline
