// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "record/record.h"

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
/// Errors: FileUnwritable, one sentence. The first failure stops the writer: it is returned once, and what is
/// given to the writer after it is dropped without another error.
class RecordWriter {
public:
    /// Replaces a file of that name.
    [[nodiscard]] static Expected<RecordWriter> create(const std::string &path);

    Expected<void> header(std::string_view exchange, std::span<const std::string> symbols, Instant at);
    Expected<void> connect(std::string_view connection, std::string_view address, Instant at);
    Expected<void> send(std::string_view connection, std::string_view frame, Instant at);
    Expected<void> receive(std::string_view connection, std::string_view frame, Instant at);
    Expected<void> http(std::string_view connection, const HttpAnswer &answer, Instant at);

    /// Afterwards everything so far can be read from the file, although it goes on.
    Expected<void> flush();

    /// Ends the file. Nothing can be written after it.
    Expected<void> finish();

    /// True after a failure or finish().
    [[nodiscard]] bool isStopped() const;

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
