// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <cstdint>
#include <string_view>

namespace touchline {

enum class RecordKind : std::uint8_t { Header, Connect, Send, Receive, Http };

/// One thing that happened on the wire. The views belong to the Recording it came from.
struct Record {
    Instant time; ///< when the recorder saw it, by the recorder's own clock
    RecordKind kind = RecordKind::Receive;
    std::string_view connection = {}; ///< the recorder's name for the connection; empty for a header
    std::string_view url = {};  ///< URL of a fetch, address of a connection; empty where the record has none
    std::string_view data = {}; ///< frame or body, unescaped; for a header its whole line
    int status = 0;             ///< HTTP status, 0 when the recorder did not note it

    bool operator==(const Record &) const = default;
};

} // namespace touchline
