// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/trace.h"

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace touchline {

struct TraceOptions {
    std::string path;
    std::string program;                             ///< the name of the process in the trace
    std::size_t laneCapacity = std::size_t{1} << 15; ///< events that may wait, a thread; 1 MiB
    std::uint64_t mostBytes = 512ULL * 1024 * 1024;  ///< what comes after is dropped and counted
};

/// A file of Chrome trace events (a JSON array, as chrome://tracing and Perfetto read it), written by a
/// thread of its own. Valid as soon as this is destroyed; every thread that entered must have ended or left
/// by then, but for the one that destroys it.
class TraceFile {
public:
    /// FileUnwritable when it cannot be created.
    [[nodiscard]] static Expected<std::unique_ptr<TraceFile>> create(TraceOptions options);
    ~TraceFile();
    TraceFile(const TraceFile &) = delete;
    TraceFile &operator=(const TraceFile &) = delete;

    /// The calling thread's spans go into the trace from now on, under this name.
    void enterThread(std::string_view name);
    /// No longer.
    static void leaveThread() { traceLane = nullptr; }

    /// Events that found no room, in memory or in the file.
    [[nodiscard]] std::uint64_t dropped() const;

private:
    TraceFile(TraceOptions options, std::FILE *file);

    struct Thread {
        int id;
        std::string name;
        std::unique_ptr<TraceLane> lane;
        bool isNamed = false; ///< in the file
    };

    void run();
    void drain();
    void append(const TraceEvent &event, int thread);
    void appendName(std::string_view kind, std::string_view name, int thread);
    void appendEnd();
    void flush();

    TraceOptions m_options;
    std::FILE *m_file;
    std::int64_t m_start = tickNanos();
    mutable std::mutex m_mutex; ///< of m_threads and m_isEnding
    std::condition_variable m_wake;
    std::deque<Thread> m_threads;
    bool m_isEnding = false;
    // From here on the writing thread's own, but for the beginning and the end.
    std::string m_text;
    std::uint64_t m_bytes = 0;
    std::atomic<std::uint64_t> m_dropped{0}; ///< for want of room in the file
    std::thread m_writer;
};

} // namespace touchline
