// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/logfile.h"

#include <QFile>

#include <atomic>
#include <cstdio>

namespace touchline {

namespace {

Unexpected<Error> unwritable(const QString &path, const QString &why)
{
    const QString sentence =
        QStringLiteral("cannot write the log to '%1': %2; choose another file").arg(path, why);
    return failure(ErrorCode::FileUnwritable, sentence.toStdString());
}

/// A full disk must not go unnoticed, nor be told of once a record.
void reportOnce(const std::string &why)
{
    static std::atomic_flag isReported;
    if (!isReported.test_and_set())
        std::fprintf(stderr, "the log can no longer be written: %s\n", why.c_str());
}

LogRecord droppedRecord(std::uint64_t count, std::uint64_t sum)
{
    LogRecord record(
        LogLevel::Warning, "log", "records were dropped: they came faster than the disk took them");
    record.add("dropped", count).add("dropped_in_all", sum);
    return record;
}

/// As text, never as a format.
void enqueue(spdlog::logger &logger, const LogRecord &record)
{
    logger.log(spdlog::level::info, spdlog::string_view_t(record.line()));
}

} // namespace

Expected<std::unique_ptr<Log::File>> Log::File::open(const LogOptions &options)
{
    // Asked of Qt first: spdlog would make missing folders by itself.
    if (QFile probe(options.path); !probe.open(QIODevice::WriteOnly | QIODevice::Append))
        return unwritable(options.path, probe.errorString());
    try {
        return std::unique_ptr<File>(new File(options));
    } catch (const spdlog::spdlog_ex &error) {
        return unwritable(options.path, QString::fromUtf8(error.what()));
    }
}

Log::File::File(const LogOptions &options)
    : m_least(options.least),
      m_sink(std::make_shared<spdlog::sinks::rotating_file_sink_st>(
          options.path.toLocal8Bit().toStdString(), options.largestFile, options.olderFiles)),
      m_pool(std::make_shared<spdlog::details::thread_pool>(options.longestQueue, 1)),
      m_logger(std::make_shared<spdlog::async_logger>(
          "touchline", m_sink, m_pool, spdlog::async_overflow_policy::overrun_oldest))
{
    m_logger->set_pattern("%v");
    m_logger->set_level(spdlog::level::trace);
    m_logger->flush_on(spdlog::level::trace);
    m_logger->set_error_handler(reportOnce);
}

Log::File::~File()
{
    const std::uint64_t sum = dropped();
    // The thread ends when it has written what is waiting; the last record comes after it.
    m_logger.reset();
    m_pool.reset();
    if (sum == m_reported)
        return;
    const std::string line = droppedRecord(sum - m_reported, sum).line();
    try {
        m_sink->log(spdlog::details::log_msg("touchline", spdlog::level::info, line));
    } catch (const spdlog::spdlog_ex &error) {
        reportOnce(error.what());
    }
}

void Log::File::write(const LogRecord &record)
{
    if (record.level() < m_least)
        return;
    reportDropped();
    enqueue(*m_logger, record);
}

void Log::File::reportDropped()
{
    const std::lock_guard lock(m_reportMutex);
    const auto now = std::chrono::steady_clock::now();
    const std::uint64_t sum = dropped();
    // Rarely, as a report needs room in the same queue.
    if (sum == m_reported || now - m_reportedAt < std::chrono::seconds(1))
        return;
    enqueue(*m_logger, droppedRecord(sum - m_reported, sum));
    m_reported = sum;
    m_reportedAt = now;
}

} // namespace touchline
