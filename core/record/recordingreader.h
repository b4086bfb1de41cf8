// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/recording.h"

#include <memory>

namespace touchline {

class RecordingStream;

struct ReaderOptions {
    WantsBody wantsBody = nullptr; ///< for answers()
    /// Recordings of more text than this are not held in memory, but read a second time while they are
    /// played. How much text a compressed file holds is estimated.
    std::size_t streamedFrom = std::size_t{64} * 1024 * 1024;
    std::size_t batchBytes = std::size_t{512} * 1024;
};

/// The records of loadRecordings() one batch after another, for playing them. What the whole recording tells
/// is known from the beginning.
class RecordingReader {
public:
    /// Errors as of loadRecordings().
    [[nodiscard]] static Expected<std::unique_ptr<RecordingReader>> open(
        std::span<const std::string> paths, const ReaderOptions &options = {});
    ~RecordingReader();

    [[nodiscard]] const std::string &exchangeHint() const { return m_exchangeHint; }
    [[nodiscard]] std::span<const RecordedAnswer> answers() const { return m_answers; }
    /// The first record's time.
    [[nodiscard]] Instant begin() const { return m_begin; }

    /// The next records, valid until the next call; their connections' names are valid while the reader
    /// lives. None at the end, or if none come within `wait`.
    [[nodiscard]] std::span<const Record> next(Duration wait);
    /// True once next() has given everything.
    [[nodiscard]] bool isAtEnd() const;
    /// Why the session breaks off early; known at the end.
    [[nodiscard]] const std::optional<Error> &damage() const;

private:
    explicit RecordingReader(Recording whole);
    RecordingReader(std::vector<FileSurvey> files, TextArena names, std::size_t batchBytes);

    std::string m_exchangeHint;
    std::vector<RecordedAnswer> m_answers;
    Instant m_begin;
    std::optional<Recording> m_whole; // of a small recording
    bool m_wasGiven = false;          // m_whole
    std::unique_ptr<RecordingStream> m_stream;
};

} // namespace touchline
