// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/batchqueue.h"
#include "record/recording.h"

#include <list>
#include <thread>

namespace touchline {

/// Reads surveyed files once more, on a thread of its own, a few batches ahead of whoever takes them. Memory
/// stays bounded but for a file that is not in order: that one is loaded whole and sorted.
class RecordingStream {
public:
    RecordingStream(std::vector<FileSurvey> files, TextArena names, std::size_t batchBytes);
    ~RecordingStream();
    RecordingStream(const RecordingStream &) = delete;
    RecordingStream &operator=(const RecordingStream &) = delete;

    /// The records in the order of loadRecordings(), valid until the next call; none at the end, or if none
    /// come within `wait`.
    [[nodiscard]] std::span<const Record> next(Duration wait);
    [[nodiscard]] bool isAtEnd() const { return m_queue.isAtEnd(); }
    /// Why the session breaks off early; known at the end.
    [[nodiscard]] const std::optional<Error> &damage() const { return m_damage; }

private:
    void run();
    [[nodiscard]] std::size_t play(const FileSurvey &file);
    [[nodiscard]] std::size_t playSorted(const FileSurvey &file);

    std::vector<FileSurvey> m_files;
    TextArena m_names;
    std::size_t m_batchBytes;
    std::list<Recording> m_sorted;
    std::optional<Error> m_damage;
    BatchQueue m_queue;
    std::thread m_thread; // last: it uses all of the others
};

} // namespace touchline
