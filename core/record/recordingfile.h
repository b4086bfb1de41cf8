// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/collectorparser.h"
#include "record/lineblocks.h"
#include "record/recordbatch.h"
#include "record/sessionparser.h"

namespace touchline {

/// One file of a recording, batch by batch in its own order. What only its end tells, such as whose a
/// collector's depth answers are, is not in the records.
class RecordingFile {
public:
    /// Names and addresses go to `names`. FileUnreadable, one sentence.
    [[nodiscard]] static Expected<RecordingFile> open(
        const std::string &path, TextArena &names, std::size_t batchBytes);

    /// The next lines instead of what is in `batch`; false at the end, or where damage begins. This may be
    /// done on another thread than everything else, and ahead of it.
    [[nodiscard]] bool read(RecordBatch &batch) { return m_blocks.next(batch.lines); }
    /// The records of the batch's lines; false at damage, with the records before it.
    [[nodiscard]] bool parse(RecordBatch &batch);

    /// The line where the file is damaged and how; known when there is no more to read or to parse.
    [[nodiscard]] std::optional<std::string> fault() const;

    /// What --exchange calls the exchange, as far as the file says it itself; known at the end.
    [[nodiscard]] std::string exchange() const;

    /// The URLs of the answers that came without one, in their order; known at the end.
    [[nodiscard]] std::vector<std::string> missingUrls() const { return m_collector.bodyUrls(); }

private:
    enum class Format { Session, Collector };

    RecordingFile(LineBlocks blocks, TextArena &names) : m_blocks(std::move(blocks)), m_session(names) {}

    [[nodiscard]] static std::optional<Format> formatOf(std::string_view firstLine);
    [[nodiscard]] std::optional<std::string> parseLine(
        std::string_view line, bool isUnterminated, RecordBatch &batch);

    LineBlocks m_blocks;
    std::optional<Format> m_format;
    SessionParser m_session;
    CollectorParser m_collector;
    std::size_t m_lineNumber = 0;
    std::optional<std::string> m_fault;
};

} // namespace touchline
