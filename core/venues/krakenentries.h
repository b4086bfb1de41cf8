// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"
#include "venues/jsonnumber.h"

#include <optional>

/// The frames of Kraken's channels: each has a list of entries, usually one, and each entry its own symbol.
namespace touchline::kraken {

[[nodiscard]] inline Unexpected<Error> wrongShape(std::string detail)
{
    return failure(ErrorCode::UnexpectedShape, std::move(detail));
}

/// What a frame of a channel has in common; `entries` are read once, in their order.
struct Channel {
    bool isSnapshot = false;
    json::TextArray entries;
};

/// One instrument's part of a frame.
struct Entry {
    const Instrument *instrument = nullptr;
    json::TextObject members;
};

/// `root`: the same frame, parsed.
[[nodiscard]] Expected<Channel> channelIn(std::string_view frame, json::Object root);

/// UnknownSymbol if nobody follows it.
[[nodiscard]] Expected<Entry> entryIn(
    simdjson::simdjson_result<json::TextValue> element, const InstrumentLookup &instruments);

/// Fills the batch with what `read` makes of each entry. One that nobody follows must not hide the others.
template <class Read>
[[nodiscard]] Expected<FeedEvent> eventsOf(
    Channel &channel, const InstrumentLookup &instruments, DecodeBuffer &buffer, const Read &read)
{
    buffer.batch.clear();
    std::optional<Error> foreign;
    for (auto element : channel.entries) {
        auto entry = entryIn(element, instruments);
        if (!entry && entry.error().code == ErrorCode::UnknownSymbol) {
            foreign = entry.error();
            continue;
        }
        if (!entry)
            return Unexpected(entry.error());
        const auto event = read(*entry);
        if (!event)
            return Unexpected(event.error());
        buffer.batch.push_back(*event);
    }
    if (buffer.batch.empty())
        return foreign ? Expected<FeedEvent>(Unexpected(*foreign)) : FeedEvent(OtherEvent{});
    return buffer.batch.size() == 1 ? buffer.batch.front() : FeedEvent(BatchEvent{});
}

} // namespace touchline::kraken
