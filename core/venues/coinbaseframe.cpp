// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/coinbaseframe.h"

#include "venues/coinbaseparts.h"
#include "venues/coinbasetrades.h"
#include "venues/json.h"
#include "venues/utctime.h"

#include <limits>

namespace touchline::coinbase {

namespace {

/// What all events of a frame have in common.
struct Head {
    /// One more than the frame's number on its connection: the first frame has the number 0, which would say
    /// that nothing is numbered.
    std::uint64_t id = 0;
    std::optional<Instant> time;
};

Expected<Level> levelIn(json::Object update, Decimals decimals)
{
    const auto price = json::price(update, "price_level", decimals.price);
    if (!price)
        return Unexpected(price.error());
    if (price->isZero())
        return failure(ErrorCode::BadNumber, "a price is not positive");
    const auto qty = json::qty(update, "new_quantity", decimals.qty);
    if (!qty)
        return Unexpected(qty.error());
    return Level{*price, *qty};
}

/// Replaces the levels of a snapshot or a delta.
template <class Message> Expected<void> readUpdates(json::Object event, Decimals decimals, Message &message)
{
    const auto updates = json::array(event, "updates");
    if (!updates)
        return Unexpected(updates.error());
    message.bids.clear();
    message.asks.clear();
    for (const json::Element element : *updates) {
        json::Object update;
        if (element.get(update) != simdjson::SUCCESS)
            return failure(ErrorCode::UnexpectedShape, "an update is not an object");
        const auto side = json::text(update, "side");
        if (!side)
            return Unexpected(side.error());
        if (*side != "bid" && *side != "offer")
            return failure(ErrorCode::UnexpectedShape, "'side' is neither bid nor offer");
        const auto level = levelIn(update, decimals);
        if (!level)
            return Unexpected(level.error());
        (*side == "bid" ? message.bids : message.asks).push_back(*level);
    }
    return {};
}

Expected<void> addSnapshot(json::Object event, const Instrument &instrument, const Head &head, Parts &parts)
{
    BookSnapshot &snapshot = parts.nextSnapshot();
    snapshot.lastUpdateId = head.id;
    snapshot.exchangeTime = head.time;
    if (auto read = readUpdates(event, instrument.decimals, snapshot); !read)
        return read;
    parts.add(SnapshotEvent{&instrument, &snapshot});
    return {};
}

Expected<void> addDelta(json::Object event, const Instrument &instrument, const Head &head, Parts &parts)
{
    BookDelta &delta = parts.nextDelta();
    delta.ids = UpdateIds{head.id, head.id};
    delta.exchangeTime = head.time;
    if (auto read = readUpdates(event, instrument.decimals, delta); !read)
        return read;
    parts.add(DepthEvent{&instrument, &delta});
    return {};
}

/// What belongs to one product of the `l2_data` channel.
Expected<void> addLevels(
    json::Object event, const InstrumentLookup &instruments, const Head &head, Parts &parts)
{
    const auto type = json::text(event, "type");
    if (!type)
        return Unexpected(type.error());
    const auto product = json::text(event, "product_id");
    if (!product)
        return Unexpected(product.error());
    const bool isSnapshot = *type == "snapshot";
    // It may have changed the book in a way that nobody knows of.
    if (!isSnapshot && *type != "update")
        return failure(ErrorCode::UnexpectedShape, "'type' is neither snapshot nor update");
    const Followers followers = followersOf(*product, instruments);
    if (!followers.front())
        parts.skip(*product);
    for (const Instrument *instrument : followers) {
        if (!instrument)
            break;
        auto added = isSnapshot ? addSnapshot(event, *instrument, head, parts)
                                : addDelta(event, *instrument, head, parts);
        if (!added)
            return added;
    }
    return {};
}

template <class Add> Expected<FeedEvent> eventsOf(json::Object root, Parts &parts, Add &&add)
{
    const auto events = json::array(root, "events");
    if (!events)
        return Unexpected(events.error());
    for (const json::Element element : *events) {
        json::Object event;
        if (element.get(event) != simdjson::SUCCESS)
            return failure(ErrorCode::UnexpectedShape, "an event is not an object");
        if (auto added = add(event); !added)
            return Unexpected(added.error());
    }
    return parts.whole();
}

/// What is not a book or a trade tells nothing but its number: the connection counts the frames of all
/// channels together.
Expected<FeedEvent> channelEvent(json::Object root, const InstrumentLookup &instruments, DecodeBuffer &buffer)
{
    const auto channel = json::text(root, "channel");
    if (!channel)
        return Unexpected(channel.error());
    const bool isLevels = *channel == "l2_data";
    if (!isLevels && *channel != "market_trades")
        return FeedEvent(OtherEvent{});
    if (!buffer.frameNumber)
        return failure(ErrorCode::UnexpectedShape, "'sequence_num' is missing");
    const Head head{*buffer.frameNumber + 1, utcTime(json::text(root, "timestamp").value_or({}))};
    Parts parts(buffer);
    return eventsOf(root, parts, [&](json::Object event) {
        return isLevels ? addLevels(event, instruments, head, parts) : addTrades(event, instruments, parts);
    });
}

Expected<void> readNumber(json::Object root, DecodeBuffer &buffer)
{
    if (!json::has(root, "sequence_num"))
        return {};
    const auto number = json::unsignedNumber(root, "sequence_num");
    if (!number)
        return Unexpected(number.error());
    if (*number == std::numeric_limits<std::uint64_t>::max())
        return failure(ErrorCode::UnexpectedShape, "nothing can follow 'sequence_num'");
    buffer.frameNumber = *number;
    return {};
}

} // namespace

Expected<FeedEvent> decodeFrame(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer)
{
    buffer.frameNumber.reset();
    const auto root = json::parseObject(frame, "the frame");
    if (!root)
        return Unexpected(root.error());
    if (auto read = readNumber(*root, buffer); !read)
        return Unexpected(read.error());
    if (json::has(*root, "channel"))
        return channelEvent(*root, instruments, buffer);
    const auto type = json::text(*root, "type");
    if (!type)
        return failure(ErrorCode::UnexpectedShape, "neither 'channel' nor 'type' says what the frame is");
    if (*type != "error")
        return FeedEvent(OtherEvent{});
    buffer.refusal = json::sentence(*root, "message");
    return FeedEvent(RefusedEvent{buffer.refusal});
}

} // namespace touchline::coinbase
