// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "record/filesurvey.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace touchline {

/// A recorded session in memory. Movable; the records' views stay valid while it lives.
class Recording {
public:
    struct Parts {
        TextArena names;
        std::vector<RecordBatch> texts; ///< what the records' data is in; without records
        std::vector<Record> records;
        std::vector<RecordedAnswer> answers;
        std::optional<Error> damage;
        std::string exchangeHint;
    };

    explicit Recording(Parts parts) : m_parts(std::move(parts)) {}

    /// The files one after another, each ordered by time; records of the same time in the order of the file.
    [[nodiscard]] std::span<const Record> records() const { return m_parts.records; }

    /// The answers to fetches among the records, in the same order.
    [[nodiscard]] std::span<const RecordedAnswer> answers() const { return m_parts.answers; }

    /// DamagedRecording (file, line, what) when the session breaks off early; everything before it is in
    /// records().
    [[nodiscard]] const std::optional<Error> &damage() const { return m_parts.damage; }

    /// What --exchange calls the exchange, from a header or from the hosts in URLs; empty when unknown.
    [[nodiscard]] const std::string &exchangeHint() const { return m_parts.exchangeHint; }

private:
    Parts m_parts;
};

/// Reads session and collector files, plain, gzip or zstd (all told by content, not by name), as one session
/// in the order given. A damaged file ends the session: files after it are not read.
///
/// Errors, each one sentence: BadArgument (no file), FileUnreadable, NotARecording (not one good record in a
/// file).
[[nodiscard]] Expected<Recording> loadRecordings(
    std::span<const std::string> paths, const WantsBody &wantsBody = nullptr);

} // namespace touchline
