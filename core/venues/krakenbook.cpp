// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/krakenbook.h"

#include "venues/krakenentries.h"
#include "venues/utctime.h"

#include <deque>
#include <limits>

namespace touchline::kraken {

namespace {

Expected<Level> levelIn(json::TextObject members, Decimals decimals)
{
    std::string_view price;
    std::string_view qty;
    for (auto member : members) {
        std::string_view key;
        json::TextValue value;
        if (member.unescaped_key().get(key) != simdjson::SUCCESS ||
            member.value().get(value) != simdjson::SUCCESS)
            return wrongShape("a level cannot be read");
        if (key != "price" && key != "qty")
            continue;
        const auto number = json::numberText(value, key);
        if (!number)
            return Unexpected(number.error());
        (key == "price" ? price : qty) = *number;
    }
    if (price.empty() || qty.empty())
        return wrongShape("a level lacks its price or its quantity");
    const auto exactPrice = json::positivePrice(price, decimals.price);
    if (!exactPrice)
        return Unexpected(exactPrice.error());
    const auto exactQty = json::notNegativeQty(qty, decimals.qty);
    if (!exactQty)
        return Unexpected(exactQty.error());
    return Level{*exactPrice, *exactQty};
}

Expected<void> readLevels(Entry &entry, std::string_view key, std::vector<Level> &levels)
{
    auto list = json::array(entry.members, key);
    if (!list)
        return Unexpected(list.error());
    levels.clear();
    for (auto element : *list) {
        json::TextObject members;
        if (element.get_object().get(members) != simdjson::SUCCESS)
            return wrongShape("'" + std::string(key) + "' is not a list of levels");
        const auto level = levelIn(members, entry.instrument->decimals);
        if (!level)
            return Unexpected(level.error());
        levels.push_back(*level);
    }
    return {};
}

/// What a snapshot and an update have in common. Each has a checksum: one without could not be told from one
/// that came apart.
template <class Message> Expected<void> readBook(Entry &entry, Message &message)
{
    if (auto bids = readLevels(entry, "bids", message.bids); !bids)
        return bids;
    if (auto asks = readLevels(entry, "asks", message.asks); !asks)
        return asks;
    const auto checksum = json::unsignedNumber(entry.members, "checksum");
    if (!checksum)
        return Unexpected(checksum.error());
    if (*checksum > std::numeric_limits<std::uint32_t>::max())
        return wrongShape("'checksum' has more than 32 bits");
    message.checksum = static_cast<std::uint32_t>(*checksum);
    message.exchangeTime = utcTime(json::text(entry.members, "timestamp").value_or({}));
    return {};
}

/// The first message of a frame has its usual place, the others stand beside it and are used again.
template <class Message> Message &roomFor(std::size_t index, Message &first, std::deque<Message> &others)
{
    if (index == 0)
        return first;
    if (others.size() < index)
        others.resize(index);
    return others[index - 1];
}

Expected<FeedEvent> snapshotEvent(Entry &entry, DecodeBuffer &buffer)
{
    BookSnapshot &snapshot = roomFor(buffer.batch.size(), buffer.snapshot, buffer.moreSnapshots);
    snapshot.lastUpdateId = 0;
    if (auto read = readBook(entry, snapshot); !read)
        return Unexpected(read.error());
    return FeedEvent(SnapshotEvent{entry.instrument, &snapshot});
}

Expected<FeedEvent> deltaEvent(Entry &entry, DecodeBuffer &buffer)
{
    BookDelta &delta = roomFor(buffer.batch.size(), buffer.delta, buffer.moreDeltas);
    delta.ids = {};
    if (auto read = readBook(entry, delta); !read)
        return Unexpected(read.error());
    return FeedEvent(DepthEvent{entry.instrument, &delta});
}

} // namespace

Expected<FeedEvent> bookEvents(
    std::string_view frame, json::Object root, const InstrumentLookup &instruments, DecodeBuffer &buffer)
{
    auto channel = channelIn(frame, root);
    if (!channel)
        return Unexpected(channel.error());
    return eventsOf(*channel, instruments, buffer, [&](Entry &entry) {
        return channel->isSnapshot ? snapshotEvent(entry, buffer) : deltaEvent(entry, buffer);
    });
}

} // namespace touchline::kraken
