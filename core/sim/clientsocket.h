// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/faultyline.h"

class QObject;
class QWebSocket;

namespace touchline {

// What the exchange has for a client, on the client's socket.

/// False once the connection is being closed, and `socket` perhaps gone.
bool sendTo(QWebSocket &socket, const Outgoing &outgoing);

/// Ends the connection as a faulty line does; `socket` may be gone afterwards. Its connection in TCP belongs
/// to it or to `server`.
void endLine(QWebSocket &socket, const LineEnd &lineEnd, const QObject &server);

} // namespace touchline
