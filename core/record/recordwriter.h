// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "record/record.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace touchline {

/// What came back for a fetch. Status 0: not known.
struct HttpAnswer {
    std::string_view url;
    std::string_view body;
    int status = 0;
};

/// Writes a session file as it happens; compressed when the name ends in .gz or .zst.
///
/// Lines are gathered and go to the file whole, at the latest with the first record a second after the last
/// flush, so that a recording cut by a crash can be read up to there. For one thread. The destructor finishes
/// the file.
///
/// The file is written by a thread of its own. Where the disk is slower than the feed and `mostWaiting` bytes
/// wait for it, records are left out and counted until half of that is written. Then a `connect` record with
/// the number of the lost records, `dropped`, stands for those of each connection: a replay sees there that a
/// connection was lost, and trusts no book before its next snapshot.
///
/// Errors: FileUnwritable, one sentence. The first failure stops the writer: it is returned once, and what is
/// given to the writer after it is dropped without another error.
class RecordWriter {
public:
    static constexpr std::size_t mostWaiting = std::size_t{32} * 1024 * 1024;

    /// Replaces a file of that name.
    [[nodiscard]] static Expected<RecordWriter> create(
        const std::string &path, std::size_t mostWaiting = RecordWriter::mostWaiting);

    Expected<void> header(std::string_view exchange, std::span<const std::string> symbols, Instant at);
    Expected<void> connect(std::string_view connection, std::string_view address, Instant at);
    Expected<void> send(std::string_view connection, std::string_view frame, Instant at);
    Expected<void> receive(std::string_view connection, std::string_view frame, Instant at);
    Expected<void> http(std::string_view connection, const HttpAnswer &answer, Instant at);

    /// Waits for the disk: afterwards everything so far can be read from the file, although it goes on.
    Expected<void> flush();

    /// Waits for the disk and ends the file. Nothing can be written after it.
    Expected<void> finish();

    /// True after a failure or finish().
    [[nodiscard]] bool isStopped() const;

    /// Records that were left out.
    [[nodiscard]] std::uint64_t dropped() const;

private:
    struct Output;
    struct Finish {
        void operator()(Output *output) const;
    };

    explicit RecordWriter(std::unique_ptr<Output, Finish> output);
    Expected<void> write(const Record &record);

    std::unique_ptr<Output, Finish> m_output;
};

} // namespace touchline
