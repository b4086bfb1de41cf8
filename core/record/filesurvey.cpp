// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/filesurvey.h"

#include "record/batchqueue.h"
#include "record/exchangehint.h"
#include "record/recordingfile.h"

#include <algorithm>
#include <thread>

namespace touchline {

namespace {

// Some recorders give their header no time. It describes the session, so it belongs to the session's begin.
bool isUntimedHeader(const Record &record)
{
    return record.kind == RecordKind::Header && record.time == Instant{};
}

/// What a read takes at once: large enough for few reads, small enough for a processor's cache.
constexpr std::size_t batchBytes = std::size_t{512} * 1024;
constexpr std::size_t batches = 4;
constexpr Duration longestWait = std::chrono::seconds(1);

/// Reads, and decompresses, on one thread and parses on this one.
void readAhead(RecordingFile &file, const std::function<void(RecordBatch &)> &onBatch)
{
    BatchQueue queue(batches);
    std::thread reading([&] {
        for (RecordBatch *batch = queue.nextFree(); batch && file.read(*batch); batch = queue.nextFree())
            queue.put();
        queue.end();
    });
    bool isGood = true;
    while (isGood && !queue.isAtEnd()) {
        if (RecordBatch *const batch = queue.take(longestWait)) {
            isGood = file.parse(*batch);
            onBatch(*batch);
        }
    }
    queue.close();
    reading.join();
}

Unexpected<Error> notARecording(const std::string &path, const std::string &why)
{
    return failure(
        ErrorCode::NotARecording, path + " is not a recording: " + why +
                                      "; give a session file (written with --record) or a collector file.");
}

} // namespace

Expected<FileSurvey> FileSurvey::of(
    const std::string &path, TextArena &names, const WantsBody &wantsBody,
    const std::function<void(RecordBatch)> &sink)
{
    auto file = RecordingFile::open(path, names, batchBytes);
    if (!file)
        return Unexpected(file.error());
    FileSurvey survey(path);
    readAhead(*file, [&](RecordBatch &batch) {
        survey.note(batch.records, wantsBody);
        if (sink)
            sink(std::exchange(batch, {}));
    });
    if (const auto ended = survey.end(*file, names); !ended)
        return Unexpected(ended.error());
    return survey;
}

void FileSurvey::note(std::span<const Record> records, const WantsBody &wantsBody)
{
    for (const Record &record : records) {
        noteTime(record);
        if (record.kind == RecordKind::Http)
            noteAnswer(record, wantsBody);
        if (m_exchange.empty() && !record.url.empty())
            m_exchange = exchangeOfUrl(record.url);
        ++m_count;
    }
}

void FileSurvey::noteTime(const Record &record)
{
    if (isUntimedHeader(record)) {
        m_hasUntimedHeader = true;
        m_latestBeforeHeader = m_latest;
        return;
    }
    const bool hasTime = record.time != Instant{};
    m_stepsBack = m_stepsBack || (m_latest && record.time < *m_latest) || (m_hasUntimedHeader && !hasTime);
    m_latest = std::max(m_latest.value_or(record.time), record.time);
    m_earliest = std::min(m_earliest.value_or(record.time), record.time);
    if (hasTime && (m_headerTime == Instant{} || record.time < m_headerTime))
        m_headerTime = record.time;
}

void FileSurvey::noteAnswer(const Record &record, const WantsBody &wantsBody)
{
    if (record.url.empty())
        m_missingUrls.push_back({.record = m_count, .answer = m_answers.size()});
    RecordedAnswer &answer = m_answers.emplace_back();
    answer.time = record.time;
    answer.url = record.url;
    if (wantsBody && wantsBody(record.url))
        answer.body = record.data;
}

Expected<void> FileSurvey::end(const RecordingFile &file, TextArena &names)
{
    const auto fault = file.fault();
    if (m_count == 0)
        return notARecording(m_path, fault.value_or("it is empty"));
    if (fault)
        m_damage = Error{
            ErrorCode::DamagedRecording, m_path + ", " + *fault + "; the session ends with the " +
                                             std::to_string(m_count) + " records of this file before it."};
    nameAnswers(file.missingUrls(), names);
    std::ranges::stable_sort(m_answers, {}, &RecordedAnswer::time);
    // What the file says itself goes before what its addresses make likely.
    if (std::string named = file.exchange(); !named.empty())
        m_exchange = std::move(named);
    return {};
}

void FileSurvey::nameAnswers(const std::vector<std::string> &urls, TextArena &names)
{
    for (std::size_t i = 0; i < urls.size(); ++i) {
        m_missingUrls[i].url = names.intern(urls[i]);
        m_answers[m_missingUrls[i].answer].url = urls[i];
    }
}

bool FileSurvey::isOrdered() const
{
    return !m_stepsBack && (!m_latestBeforeHeader || *m_latestBeforeHeader <= m_headerTime);
}

void FileSurvey::complete(std::span<Record> records, std::size_t first) const
{
    for (Record &record : records) {
        if (isUntimedHeader(record))
            record.time = m_headerTime;
    }
    auto missing = std::ranges::lower_bound(m_missingUrls, first, {}, &MissingUrl::record);
    for (; missing != m_missingUrls.end() && missing->record < first + records.size(); ++missing)
        records[missing->record - first].url = missing->url;
}

} // namespace touchline
