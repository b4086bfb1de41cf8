// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace touchline {

class Log;

/// Sends Qt's messages to this log from now on; to standard error, a line each, while it is not open. Null:
/// as it was before.
void takeQtMessages(Log *log);

} // namespace touchline
