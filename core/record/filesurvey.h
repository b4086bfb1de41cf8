// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "record/recordbatch.h"
#include "record/textarena.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace touchline {

class RecordingFile;

/// What a recording has of the answer to a fetch.
struct RecordedAnswer {
    Instant time;
    std::string url;
    std::string body; ///< empty unless it was wanted
};

/// Says for a fetch's URL whether its body is wanted.
using WantsBody = std::function<bool(std::string_view url)>;

/// What only a whole file tells, learnt by reading it once.
class FileSurvey {
public:
    /// Reads the file; names go to `names`, each batch to `sink` if there is one. FileUnreadable or
    /// NotARecording, one sentence. Damage after a good record is no error.
    [[nodiscard]] static Expected<FileSurvey> of(
        const std::string &path, TextArena &names, const WantsBody &wantsBody,
        const std::function<void(RecordBatch)> &sink = nullptr);

    [[nodiscard]] const std::string &path() const { return m_path; }
    [[nodiscard]] std::size_t count() const { return m_count; }
    [[nodiscard]] const std::optional<Error> &damage() const { return m_damage; }
    /// The first record's time, once they are in order.
    [[nodiscard]] Instant begin() const { return m_earliest.value_or(m_headerTime); }
    /// False if the records must be sorted by their times.
    [[nodiscard]] bool isOrdered() const;
    /// What --exchange calls the exchange; empty when unknown.
    [[nodiscard]] const std::string &exchange() const { return m_exchange; }
    /// In the order of their times.
    [[nodiscard]] std::span<const RecordedAnswer> answers() const { return m_answers; }

    /// Adds to records of the file, the first of which is the file's `first`, what they lack themselves.
    void complete(std::span<Record> records, std::size_t first) const;

private:
    struct MissingUrl {
        std::size_t record = 0;
        std::size_t answer = 0;
        std::string_view url = {};
    };

    explicit FileSurvey(std::string path) : m_path(std::move(path)) {}

    void note(std::span<const Record> records, const WantsBody &wantsBody);
    void noteTime(const Record &record);
    void noteAnswer(const Record &record, const WantsBody &wantsBody);
    [[nodiscard]] Expected<void> end(const RecordingFile &file, TextArena &names);
    void nameAnswers(const std::vector<std::string> &urls, TextArena &names);

    std::string m_path;
    std::size_t m_count = 0;
    std::optional<Instant> m_earliest;
    std::optional<Instant> m_latest;
    std::optional<Instant> m_latestBeforeHeader;
    Instant m_headerTime; // of a header without one
    bool m_hasUntimedHeader = false;
    bool m_stepsBack = false;
    std::optional<Error> m_damage;
    std::string m_exchange;
    std::vector<RecordedAnswer> m_answers;
    std::vector<MissingUrl> m_missingUrls;
};

} // namespace touchline
