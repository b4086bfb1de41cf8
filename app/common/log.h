// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/logrecord.h"
#include "base/expected.h"

#include <QString>

#include <cstdint>
#include <memory>

namespace touchline {

struct LogOptions {
    QString path; ///< empty: none; messages of Qt go to standard error
    LogLevel least = LogLevel::Info;
    std::size_t largestFile = 16 * 1024 * 1024; ///< bytes; then a new file is begun
    std::size_t olderFiles = 4;                 ///< that are kept: name.1.jsonl is the newest of them
    std::size_t longestQueue = 2048;            ///< records; beyond it the oldest are dropped and counted
};

/// The program's log: JSON Lines in a file, written by a thread of its own, so that no caller ever waits for
/// the disk. Any thread may write. One a process, as it takes Qt's messages as well.
class Log {
public:
    /// Messages of Qt go through it from now on.
    Log();
    /// Writes what is waiting, and how many records were dropped in all.
    ~Log();
    Log(const Log &) = delete;
    Log &operator=(const Log &) = delete;

    /// FileUnwritable when the file cannot be opened.
    [[nodiscard]] Expected<void> open(const LogOptions &options);
    [[nodiscard]] bool isOpen() const { return m_file != nullptr; }

    /// Nothing while it is not open.
    void write(const LogRecord &record);

    [[nodiscard]] std::uint64_t dropped() const;
    [[nodiscard]] std::size_t waiting() const;

private:
    class File;

    std::unique_ptr<File> m_file;
};

} // namespace touchline
