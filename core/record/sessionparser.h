// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "record/record.h"
#include "record/textarena.h"

#include <optional>
#include <simdjson.h>
#include <string>

namespace touchline {

/// Reads the lines of a session file: one JSON object each,
/// {"t":"header|connect|send|recv|http","conn":…,"ts":seconds,"url|addr":…,"data":…} or "b64" for bytes.
class SessionParser {
public:
    /// `line` must be readable for LineReader::padding bytes beyond its end. What is kept goes to `text`.
    /// A header without a time gets Instant{}. Error: DamagedRecording with what is wrong.
    [[nodiscard]] Expected<Record> parse(std::string_view line, TextArena &text);

    /// The exchange a header named, empty until then.
    [[nodiscard]] const std::string &exchange() const { return m_exchange; }

private:
    struct Fields;

    [[nodiscard]] bool read(std::string_view line, Fields &fields);

    simdjson::ondemand::parser m_parser;
    std::string m_exchange;
};

/// Seconds since the epoch as JSON prints them ("1633998512.0633569", "1.6e9"), without going through a
/// double; digits beyond the nanosecond are cut. None when it is not a time at or after 1970.
[[nodiscard]] std::optional<Instant> parseSeconds(std::string_view text);

} // namespace touchline
