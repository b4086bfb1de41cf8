// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/demoexchange.h"

namespace touchline {

namespace {

SimExchange seededExchange(std::int64_t updatesPerSecond)
{
    SeededOptions options;
    options.updatesPerSecond = updatesPerSecond;
    return SimExchange(options);
}

} // namespace

DemoExchange::DemoExchange(std::int64_t updatesPerSecond, QObject *parent)
    : QObject(parent),
      m_server(seededExchange(updatesPerSecond))
{
    connect(&m_server, &SimServerThread::listening, this, [this](quint16 port) {
        const std::string host = "://127.0.0.1:" + std::to_string(port);
        emit ready(VenueHosts{"http" + host, "ws" + host});
    });
    connect(&m_server, &SimServerThread::failed, this, [this](const QString &reason) {
        emit failed(
            Error{ErrorCode::ConnectionFailed, "the demo exchange cannot start: " + reason.toStdString()});
    });
}

void DemoExchange::start()
{
    m_server.start();
}

} // namespace touchline
