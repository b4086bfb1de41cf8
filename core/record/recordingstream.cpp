// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/recordingstream.h"

#include "record/recordingfile.h"

#include <algorithm>

namespace touchline {

namespace {

/// One is played, one is full, and the others are room for the two threads to be uneven.
constexpr std::size_t batches = 4;

Error changedFile(const FileSurvey &file, std::size_t played)
{
    return {
        ErrorCode::DamagedRecording, file.path() +
                                         " changed while it was played; the session ends with the " +
                                         std::to_string(played) + " records of this file before it."};
}

} // namespace

RecordingStream::RecordingStream(std::vector<FileSurvey> files, TextArena names, std::size_t batchBytes)
    : m_files(std::move(files)),
      m_names(std::move(names)),
      m_batchBytes(batchBytes),
      m_queue(batches),
      m_thread(&RecordingStream::run, this)
{
}

RecordingStream::~RecordingStream()
{
    m_queue.close();
    m_thread.join();
}

std::span<const Record> RecordingStream::next(Duration wait)
{
    const RecordBatch *const batch = m_queue.take(wait);
    return batch ? std::span<const Record>(batch->records) : std::span<const Record>();
}

void RecordingStream::run()
{
    for (const FileSurvey &file : m_files) {
        const std::size_t played = file.isOrdered() ? play(file) : playSorted(file);
        m_damage = played == file.count() ? file.damage() : changedFile(file, played);
        if (m_damage)
            break;
    }
    m_queue.end();
}

/// How many records went on, at most as many as there were when the file was surveyed.
std::size_t RecordingStream::play(const FileSurvey &file)
{
    auto opened = RecordingFile::open(file.path(), m_names, m_batchBytes);
    std::size_t played = 0;
    bool isGood = opened.has_value();
    while (isGood && played < file.count()) {
        RecordBatch *const batch = m_queue.nextFree();
        if (!batch || !opened->read(*batch))
            break;
        isGood = opened->parse(*batch);
        batch->records.resize(std::min(batch->records.size(), file.count() - played));
        file.complete(batch->records, played);
        played += batch->records.size();
        m_queue.put();
    }
    return played;
}

std::size_t RecordingStream::playSorted(const FileSurvey &file)
{
    RecordBatch *const batch = m_queue.nextFree();
    auto loaded = loadRecordings(std::span(&file.path(), 1));
    if (!batch || !loaded)
        return 0;
    const auto records = m_sorted.emplace_back(std::move(*loaded)).records();
    const auto kept = records.first(std::min(records.size(), file.count()));
    batch->records.assign(kept.begin(), kept.end());
    m_queue.put();
    return kept.size();
}

} // namespace touchline
