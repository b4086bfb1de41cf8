// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"
#include "sim/simserverthread.h"

#include <QObject>

#include <cstdint>

namespace touchline {

/// The simulated exchange that a program brings along: a server on a loopback port, in a thread of its own.
class DemoExchange : public QObject {
    Q_OBJECT

public:
    /// `updatesPerSecond` is the pace of its busiest symbols.
    explicit DemoExchange(std::int64_t updatesPerSecond, QObject *parent = nullptr);

    /// Answered by ready() or failed().
    void start();

    [[nodiscard]] SimServerThread &server() { return m_server; }

signals:
    /// Where the same client reaches it that reaches a real exchange.
    void ready(const touchline::VenueHosts &hosts);
    void failed(const touchline::Error &error);

private:
    SimServerThread m_server;
};

} // namespace touchline
