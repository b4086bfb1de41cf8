// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/encodedfile.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace touchline {

/// Compresses and writes a file on a thread of its own, so that whoever has something to write does not wait
/// for the disk. What waits for it is bounded.
class BackgroundFile {
public:
    /// `most`: bytes that may wait, before compression.
    BackgroundFile(EncodedFile file, std::size_t most);
    /// Writes what waits.
    ~BackgroundFile();
    BackgroundFile(const BackgroundFile &) = delete;
    BackgroundFile &operator=(const BackgroundFile &) = delete;

    /// False, and nothing was taken, if too much would wait. Something always fits where nothing waits.
    [[nodiscard]] bool write(std::string &&bytes, EncodeMode mode);
    [[nodiscard]] std::size_t waiting() const;
    /// The first failure of the writing, once: FileUnwritable with the system's reason. Nothing is written
    /// after it.
    [[nodiscard]] std::optional<Error> takeError();

    /// Waits until nothing waits.
    void drain();
    /// As drain(); then closes the file. FileUnwritable when the system reports a late failure.
    Expected<void> close();

private:
    struct Piece {
        std::string bytes;
        EncodeMode mode = EncodeMode::More;
    };

    void writePieces();
    void end();

    EncodedFile m_file; ///< of the thread, until it has ended
    const std::size_t m_most;
    mutable std::mutex m_mutex; ///< of all that follows
    std::condition_variable m_filled;
    std::condition_variable m_drained;
    std::deque<Piece> m_pieces;
    std::size_t m_waiting = 0; ///< bytes in m_pieces and in the one being written
    std::optional<Error> m_error;
    bool m_hasFailed = false;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace touchline
