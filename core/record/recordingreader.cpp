// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/recordingreader.h"

#include "record/decodedfile.h"
#include "record/recordingstream.h"

#include <filesystem>
#include <utility>

namespace touchline {

namespace {

/// How much larger market data usually is than what gzip or zstd make of it.
constexpr std::uintmax_t usualCompression = 8;

/// Something that is no file, such as a pipe, can be read only once: it has to be loaded.
bool isStreamed(std::span<const std::string> paths, std::size_t streamedFrom)
{
    std::uintmax_t text = 0;
    for (const std::string &path : paths) {
        std::error_code error;
        if (!std::filesystem::is_regular_file(path, error))
            return false;
        const auto file = DecodedFile::open(path);
        const bool isCompressed = file && file->isCompressed();
        const std::uintmax_t size = std::filesystem::file_size(path, error);
        text += error ? 0 : size * (isCompressed ? usualCompression : 1);
    }
    return text > streamedFrom;
}

} // namespace

Expected<std::unique_ptr<RecordingReader>> RecordingReader::open(
    std::span<const std::string> paths, const ReaderOptions &options)
{
    if (!isStreamed(paths, options.streamedFrom)) {
        auto whole = loadRecordings(paths, options.wantsBody);
        if (!whole)
            return Unexpected(whole.error());
        return std::unique_ptr<RecordingReader>(new RecordingReader(std::move(*whole)));
    }
    TextArena names;
    std::vector<FileSurvey> files;
    for (const std::string &path : paths) {
        auto file = FileSurvey::of(path, names, options.wantsBody);
        if (!file)
            return Unexpected(file.error());
        if (files.emplace_back(std::move(*file)).damage())
            break;
    }
    return std::unique_ptr<RecordingReader>(
        new RecordingReader(std::move(files), std::move(names), options.batchBytes));
}

RecordingReader::RecordingReader(Recording whole)
    : m_exchangeHint(whole.exchangeHint()),
      m_answers(whole.answers().begin(), whole.answers().end()),
      m_begin(whole.records().front().time),
      m_whole(std::move(whole))
{
}

RecordingReader::RecordingReader(std::vector<FileSurvey> files, TextArena names, std::size_t batchBytes)
    : m_begin(files.front().begin())
{
    for (const FileSurvey &file : files) {
        m_answers.insert(m_answers.end(), file.answers().begin(), file.answers().end());
        if (m_exchangeHint.empty())
            m_exchangeHint = file.exchange();
    }
    m_stream = std::make_unique<RecordingStream>(std::move(files), std::move(names), batchBytes);
}

RecordingReader::~RecordingReader() = default;

std::span<const Record> RecordingReader::next(Duration wait)
{
    if (m_stream)
        return m_stream->next(wait);
    return std::exchange(m_wasGiven, true) ? std::span<const Record>() : m_whole->records();
}

bool RecordingReader::isAtEnd() const
{
    return m_stream ? m_stream->isAtEnd() : m_wasGiven;
}

const std::optional<Error> &RecordingReader::damage() const
{
    return m_stream ? m_stream->damage() : m_whole->damage();
}

} // namespace touchline
