// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/collectorparser.h"
#include "record/linereader.h"
#include "record/recording.h"
#include "record/sessionparser.h"

namespace touchline {

/// Appends one file to a recording's parts.
class FileLoader {
public:
    FileLoader(std::string path, Recording::Parts &parts) : m_path(std::move(path)), m_parts(parts) {}

    /// Errors: FileUnreadable, NotARecording. Damage after a good record is no error: it is in the parts.
    [[nodiscard]] Expected<void> load();

private:
    enum class Format { Session, Collector };

    [[nodiscard]] static std::optional<Format> formatOf(std::string_view firstLine);
    /// Reads until the end or the first fault, and returns the fault.
    [[nodiscard]] std::optional<std::string> readLines(LineReader &lines);
    [[nodiscard]] std::optional<std::string> readLine(std::string_view line);
    [[nodiscard]] std::span<Record> own() const;
    void timeHeaders() const;
    void noteExchange();
    [[nodiscard]] Unexpected<Error> notARecording(const std::string &why) const;

    std::string m_path;
    Recording::Parts &m_parts;
    std::size_t m_firstRecord = m_parts.records.size();
    std::optional<Format> m_format;
    SessionParser m_session;
    CollectorParser m_collector;
};

} // namespace touchline
