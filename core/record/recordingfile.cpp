// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/recordingfile.h"

#include "record/exchangehint.h"

namespace touchline {

namespace {

constexpr std::string_view blanks = " \t";

} // namespace

Expected<RecordingFile> RecordingFile::open(const std::string &path, TextArena &names, std::size_t batchBytes)
{
    auto file = DecodedFile::open(path);
    if (!file)
        return failure(
            ErrorCode::FileUnreadable, "Cannot read the recording " + path + ": " + file.error().detail +
                                           "; check the path and its permissions.");
    return RecordingFile(LineBlocks(std::move(*file), batchBytes), names);
}

bool RecordingFile::parse(RecordBatch &batch)
{
    batch.records.clear();
    batch.unescaped.cut(0);
    batch.unescaped.reserve(batch.lines.size() + LineBlocks::padding);
    std::string_view rest = batch.lines.text();
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const bool isUnterminated = end == std::string_view::npos;
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(isUnterminated ? rest.size() : end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        ++m_lineNumber;
        const auto fault = parseLine(line, isUnterminated, batch);
        if (!fault)
            continue;
        m_fault = "line " + std::to_string(m_lineNumber) + ": " + *fault;
        if (isUnterminated)
            *m_fault += " (the file ends here)";
        return false;
    }
    return true;
}

std::optional<std::string> RecordingFile::fault() const
{
    if (m_fault || !m_blocks.damage())
        return m_fault;
    return "line " + std::to_string(m_lineNumber + 1) + ": " + *m_blocks.damage();
}

std::optional<std::string> RecordingFile::parseLine(
    std::string_view line, bool isUnterminated, RecordBatch &batch)
{
    if (line.find_first_not_of(blanks) == std::string_view::npos)
        return std::nullopt;
    if (!m_format)
        m_format = formatOf(line);
    if (!m_format)
        return "the line is neither a session record nor a collector's";
    auto record = *m_format == Format::Session ? m_session.parse(line, batch.unescaped)
                                               : m_collector.parse(line, isUnterminated);
    if (!record)
        return record.error().detail;
    batch.records.push_back(*record);
    return std::nullopt;
}

std::optional<RecordingFile::Format> RecordingFile::formatOf(std::string_view firstLine)
{
    const char first = firstLine[firstLine.find_first_not_of(blanks)];
    if (first == '{')
        return Format::Session;
    if (first >= '0' && first <= '9')
        return Format::Collector;
    return std::nullopt;
}

std::string RecordingFile::exchange() const
{
    if (m_format == Format::Collector)
        return std::string(m_collector.exchange());
    return exchangeOfHeader(m_session.exchange());
}

} // namespace touchline
