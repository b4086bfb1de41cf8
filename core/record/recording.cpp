// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/recording.h"

#include <algorithm>

namespace touchline {

namespace {

Expected<void> addFile(Recording::Parts &parts, const std::string &path, const WantsBody &wantsBody)
{
    const std::size_t first = parts.records.size();
    const auto survey = FileSurvey::of(path, parts.names, wantsBody, [&parts](RecordBatch batch) {
        parts.records.insert(parts.records.end(), batch.records.begin(), batch.records.end());
        batch.records = {};
        parts.texts.push_back(std::move(batch));
    });
    if (!survey)
        return Unexpected(survey.error());
    const std::span<Record> own = std::span(parts.records).subspan(first);
    survey->complete(own, 0);
    if (!survey->isOrdered())
        std::ranges::stable_sort(own, {}, &Record::time);
    parts.answers.insert(parts.answers.end(), survey->answers().begin(), survey->answers().end());
    if (parts.exchangeHint.empty())
        parts.exchangeHint = survey->exchange();
    parts.damage = survey->damage();
    return {};
}

} // namespace

Expected<Recording> loadRecordings(std::span<const std::string> paths, const WantsBody &wantsBody)
{
    if (paths.empty())
        return failure(ErrorCode::BadArgument, "No recording was named; give at least one file.");
    Recording::Parts parts;
    for (const std::string &path : paths) {
        if (const auto added = addFile(parts, path, wantsBody); !added)
            return Unexpected(added.error());
        if (parts.damage)
            break;
    }
    return Recording(std::move(parts));
}

} // namespace touchline
