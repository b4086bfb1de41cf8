// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/fileloader.h"

#include "record/exchangehint.h"

#include <algorithm>

namespace touchline {

namespace {

constexpr std::string_view blanks = " \t";

} // namespace

Expected<void> FileLoader::load()
{
    auto file = DecodedFile::open(m_path);
    if (!file)
        return failure(
            ErrorCode::FileUnreadable, "Cannot read the recording " + m_path + ": " + file.error().detail +
                                           "; check the path and its permissions.");
    LineReader lines(std::move(*file));
    const auto fault = readLines(lines);
    const std::size_t count = own().size();
    if (count == 0)
        return notARecording(
            fault ? "line " + std::to_string(lines.lineNumber()) + ": " + *fault : "it is empty");
    if (fault)
        m_parts.damage = Error{
            ErrorCode::DamagedRecording, m_path + ", line " + std::to_string(lines.lineNumber()) + ": " +
                                             *fault + "; the session ends with the " + std::to_string(count) +
                                             " records of this file before it."};
    m_collector.nameBodies(own(), m_parts.text);
    timeHeaders();
    noteExchange();
    if (!std::ranges::is_sorted(own(), {}, &Record::time))
        std::ranges::stable_sort(own(), {}, &Record::time);
    return {};
}

std::optional<std::string> FileLoader::readLines(LineReader &lines)
{
    while (const auto line = lines.next()) {
        if (line->find_first_not_of(blanks) == std::string_view::npos)
            continue;
        if (auto fault = readLine(*line))
            return lines.isUnterminated() ? *fault + " (the file ends here)" : *fault;
    }
    return lines.damage();
}

std::optional<std::string> FileLoader::readLine(std::string_view line)
{
    if (!m_format)
        m_format = formatOf(line);
    if (!m_format)
        return "the line is neither a session record nor a collector's";
    auto record = *m_format == Format::Session ? m_session.parse(line, m_parts.text)
                                               : m_collector.parse(line, m_parts.text);
    if (!record)
        return record.error().detail;
    m_parts.records.push_back(*record);
    return std::nullopt;
}

std::optional<FileLoader::Format> FileLoader::formatOf(std::string_view firstLine)
{
    const char first = firstLine[firstLine.find_first_not_of(blanks)];
    if (first == '{')
        return Format::Session;
    if (first >= '0' && first <= '9')
        return Format::Collector;
    return std::nullopt;
}

std::span<Record> FileLoader::own() const
{
    return std::span(m_parts.records).subspan(m_firstRecord);
}

// Some recorders give their header no time. It describes the session, so it belongs to the session's begin.
void FileLoader::timeHeaders() const
{
    std::optional<Instant> earliest;
    for (const Record &record : own()) {
        if (record.time != Instant{} && (!earliest || record.time < *earliest))
            earliest = record.time;
    }
    for (Record &record : own()) {
        if (record.kind == RecordKind::Header && record.time == Instant{} && earliest)
            record.time = *earliest;
    }
}

void FileLoader::noteExchange()
{
    std::string &hint = m_parts.exchangeHint;
    if (!hint.empty())
        return;
    if (*m_format == Format::Collector)
        hint = m_collector.exchange();
    else
        hint = exchangeOfHeader(m_session.exchange());
    for (const Record &record : own()) {
        if (!hint.empty())
            return;
        hint = exchangeOfUrl(record.url);
    }
}

Unexpected<Error> FileLoader::notARecording(const std::string &why) const
{
    return failure(
        ErrorCode::NotARecording, m_path + " is not a recording: " + why +
                                      "; give a session file (written with --record) or a collector file.");
}

} // namespace touchline
