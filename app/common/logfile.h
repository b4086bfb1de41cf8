// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/log.h"

#include <chrono>
#include <mutex>
#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/rotating_file_sink.h>

namespace touchline {

/// The file behind a Log: rotation, queue and thread are spdlog's, the lines are ours.
class Log::File {
public:
    [[nodiscard]] static Expected<std::unique_ptr<File>> open(const LogOptions &options);
    ~File();

    void write(const LogRecord &record);
    [[nodiscard]] std::uint64_t dropped() const { return m_pool->overrun_counter(); }
    [[nodiscard]] std::size_t waiting() const { return m_pool->queue_size(); }

private:
    explicit File(const LogOptions &options);
    void reportDropped();

    LogLevel m_least;
    std::shared_ptr<spdlog::sinks::rotating_file_sink_st> m_sink;
    std::shared_ptr<spdlog::details::thread_pool> m_pool;
    std::shared_ptr<spdlog::async_logger> m_logger;
    std::mutex m_reportMutex;
    std::uint64_t m_reported = 0; ///< dropped records that a record has told of
    std::chrono::steady_clock::time_point m_reportedAt = std::chrono::steady_clock::now();
};

} // namespace touchline
