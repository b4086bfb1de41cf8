// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "record/record.h"
#include "record/textarena.h"
#include "record/textblock.h"

#include <optional>
#include <simdjson.h>
#include <string>

namespace touchline {

/// Reads the lines of a session file: one JSON object each,
/// {"t":"header|connect|send|recv|http","conn":…,"ts":seconds,"url|addr":…,"data":…} or "b64" for bytes.
class SessionParser {
public:
    /// Connections' names and their addresses go to `names`.
    explicit SessionParser(TextArena &names) : m_names(names) {}

    /// `line` must be readable for LineBlocks::padding bytes beyond its end. The record's data is a view into
    /// it or into `unescaped`, which must have room for as many bytes as the line has, and the padding.
    /// A header without a time gets Instant{}. Error: DamagedRecording with what is wrong.
    [[nodiscard]] Expected<Record> parse(std::string_view line, TextBlock &unescaped);

    /// The exchange a header named, empty until then.
    [[nodiscard]] const std::string &exchange() const { return m_exchange; }

private:
    struct Fields;
    struct RawString;

    [[nodiscard]] bool read(std::string_view line, Fields &fields);
    [[nodiscard]] std::optional<std::string_view> unescapedText(
        const RawString &string, TextBlock &unescaped);
    [[nodiscard]] std::string_view kept(std::string_view name, std::string_view &last);

    simdjson::ondemand::parser m_parser;
    TextArena &m_names;
    std::string_view m_lastConnection; // most records have the names of the one before
    std::string_view m_lastUrl;
    std::string m_exchange;
};

/// Seconds since the epoch as JSON prints them ("1633998512.0633569", "1.6e9"), without going through a
/// double; digits beyond the nanosecond are cut. None when it is not a time at or after 1970.
[[nodiscard]] std::optional<Instant> parseSeconds(std::string_view text);

} // namespace touchline
