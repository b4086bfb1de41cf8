// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/replaytape.h"

#include "sim/restrequest.h"

#include <deque>
#include <optional>

namespace touchline {

namespace {

/// The symbol is kept in `symbols`, whose elements do not move.
std::optional<ReplayEntry> answerEntry(const Record &record, std::deque<std::string> &symbols)
{
    const RestRequest request = parseRestTarget(record.url);
    if (request.path.ends_with("/exchangeInfo"))
        return ReplayEntry{record.time, ReplayEntry::Kind::Instruments, {}, record.data};
    const auto symbol = request.value("symbol");
    if (!request.path.ends_with("/depth") || !symbol)
        return std::nullopt;
    symbols.emplace_back(*symbol);
    return ReplayEntry{record.time, ReplayEntry::Kind::Snapshot, symbols.back(), record.data};
}

std::optional<ReplayEntry> entryOf(const Record &record, std::deque<std::string> &symbols)
{
    switch (record.kind) {
    case RecordKind::Receive:
        return ReplayEntry{record.time, ReplayEntry::Kind::Frame, {}, record.data};
    case RecordKind::Http:
        return answerEntry(record, symbols);
    case RecordKind::Header:
    case RecordKind::Connect:
    case RecordKind::Send:
        return std::nullopt;
    }
    return std::nullopt;
}

struct TapeOwner {
    Recording recording;
    std::deque<std::string> symbols;
};

} // namespace

Expected<ReplayTape> loadReplayTape(std::span<const std::string> paths)
{
    auto recording = loadRecordings(paths);
    if (!recording)
        return Unexpected(recording.error());
    return replayTapeOf(std::move(*recording));
}

ReplayTape replayTapeOf(Recording recording)
{
    auto owner = std::make_shared<TapeOwner>(TapeOwner{std::move(recording), {}});
    ReplayTape tape;
    for (const Record &record : owner->recording.records()) {
        if (const auto entry = entryOf(record, owner->symbols))
            tape.entries.push_back(*entry);
    }
    tape.damage = owner->recording.damage();
    tape.owner = std::move(owner);
    return tape;
}

Expected<ReplaySpeed> parseReplaySpeed(std::string_view text)
{
    if (text == "max")
        return ReplaySpeed();
    constexpr int decimals = 3;
    const auto factor = parseDecimal(text, decimals);
    if (!factor || *factor <= 0 || *factor > 1'000'000'000)
        return failure(
            ErrorCode::BadArgument,
            "speed '" + std::string(text) + "' is neither a positive factor such as 1, 0.5 or 20 nor 'max'");
    return ReplaySpeed(*factor);
}

} // namespace touchline
