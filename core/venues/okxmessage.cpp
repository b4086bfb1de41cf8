// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/okxmessage.h"

#include <charconv>
#include <limits>

namespace touchline::okx {

namespace {

/// What a message says of its place among others, and of the book behind it.
struct BookMark {
    UpdateIds ids;
    std::optional<Instant> time;
    std::optional<std::uint32_t> checksum;
};

template <class Number> std::optional<Number> numberIn(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isWhole = error == std::errc() && end == text.data() + text.size();
    return isWhole ? std::optional(number) : std::nullopt;
}

Expected<std::int64_t> wholeNumber(json::Object object, std::string_view key)
{
    std::int64_t number = 0;
    if (object.at_key(key).get(number) != simdjson::SUCCESS)
        return wrongShape('\'' + std::string(key) + "' is missing or is not a whole number");
    return number;
}

/// Times are text, in milliseconds.
Expected<Instant> timeIn(json::Object object)
{
    constexpr std::int64_t year2255 = 9'000'000'000'000;
    const auto text = json::text(object, "ts");
    if (!text)
        return Unexpected(text.error());
    const auto ms = numberIn<std::int64_t>(*text);
    if (!ms || *ms < 0 || *ms > year2255)
        return wrongShape("'ts' is not a time in milliseconds");
    return Instant::fromMillis(*ms);
}

/// Signed 32 bits. A constant 0 since 2026-06-23 (OKX announcement of 2026-05-21), which is none.
Expected<std::optional<std::uint32_t>> checksumIn(json::Object object)
{
    if (!json::has(object, "checksum"))
        return std::optional<std::uint32_t>();
    const auto number = wholeNumber(object, "checksum");
    if (!number)
        return Unexpected(number.error());
    using Signed = std::numeric_limits<std::int32_t>;
    if (*number < Signed::min() || *number > Signed::max())
        return wrongShape("'checksum' does not fit into 32 bits");
    return *number == 0 ? std::nullopt : std::optional(static_cast<std::uint32_t>(*number));
}

/// A snapshot follows nothing: its 'prevSeqId' is -1. An update names the id of the message before, its own
/// may be the same (nothing has changed) or smaller (after maintenance). Source: OKX API v5, order book
/// channel, as of 2026-07-28.
Expected<UpdateIds> idsIn(json::Object object, bool isUpdate)
{
    const auto last = wholeNumber(object, "seqId");
    if (!last)
        return Unexpected(last.error());
    const auto previous = wholeNumber(object, "prevSeqId");
    if (!previous)
        return Unexpected(previous.error());
    if (*last <= 0 || (isUpdate && *previous < 0))
        return wrongShape("'seqId' or 'prevSeqId' is no id");
    const auto id = static_cast<std::uint64_t>(*last);
    return UpdateIds{id, id, isUpdate ? static_cast<std::uint64_t>(*previous) : 0};
}

/// Recordings from before 2023 have no ids. Then nothing but its checksum proves a book.
Expected<BookMark> markIn(json::Object object, bool isUpdate)
{
    BookMark mark;
    const auto time = timeIn(object);
    if (!time)
        return Unexpected(time.error());
    mark.time = *time;
    const auto checksum = checksumIn(object);
    if (!checksum)
        return Unexpected(checksum.error());
    mark.checksum = *checksum;
    if (!json::has(object, "seqId") && !json::has(object, "prevSeqId")) {
        if (!mark.checksum)
            return wrongShape("neither ids nor a checksum prove the book");
        return mark;
    }
    const auto ids = idsIn(object, isUpdate);
    if (!ids)
        return Unexpected(ids.error());
    mark.ids = *ids;
    return mark;
}

template <class Sides> Expected<void> readSides(json::Object object, Decimals decimals, Sides &sides)
{
    if (const auto bids = json::readLevels(object, "bids", decimals, sides.bids); !bids)
        return bids;
    return json::readLevels(object, "asks", decimals, sides.asks);
}

/// Storage of the first, and of those that came before in other frames, is used again.
template <class Message> Message &place(Message &first, std::deque<Message> &more, std::size_t &used)
{
    const std::size_t index = used++;
    if (index == 0)
        return first;
    if (index > more.size())
        more.emplace_back();
    return more[index - 1];
}

/// 'side' is the taker's.
Expected<Aggressor> aggressorIn(json::Object object)
{
    const auto side = json::text(object, "side");
    if (!side)
        return Unexpected(side.error());
    if (*side == "buy")
        return Aggressor::Buyer;
    if (*side == "sell")
        return Aggressor::Seller;
    return wrongShape("'side' is neither buy nor sell");
}

} // namespace

Expected<FeedEvent> updateIn(json::Object object, Reading &reading)
{
    const auto mark = markIn(object, true);
    if (!mark)
        return Unexpected(mark.error());
    BookDelta &delta = place(reading.buffer.delta, reading.buffer.moreDeltas, reading.deltas);
    delta.ids = mark->ids;
    delta.exchangeTime = mark->time;
    delta.checksum = mark->checksum;
    if (const auto sides = readSides(object, reading.instrument.decimals, delta); !sides)
        return Unexpected(sides.error());
    return FeedEvent(DepthEvent{&reading.instrument, &delta});
}

Expected<FeedEvent> snapshotIn(json::Object object, Reading &reading)
{
    const auto mark = markIn(object, false);
    if (!mark)
        return Unexpected(mark.error());
    BookSnapshot &snapshot = place(reading.buffer.snapshot, reading.buffer.moreSnapshots, reading.snapshots);
    snapshot.lastUpdateId = mark->ids.last;
    snapshot.exchangeTime = mark->time;
    snapshot.checksum = mark->checksum;
    if (const auto sides = readSides(object, reading.instrument.decimals, snapshot); !sides)
        return Unexpected(sides.error());
    return FeedEvent(SnapshotEvent{&reading.instrument, &snapshot});
}

Expected<BookSnapshot> bookIn(json::Object object, Decimals decimals)
{
    BookSnapshot snapshot;
    const auto id = wholeNumber(object, "seqId");
    if (!id)
        return Unexpected(id.error());
    if (*id <= 0)
        return wrongShape("'seqId' is no id");
    snapshot.lastUpdateId = static_cast<std::uint64_t>(*id);
    const auto time = timeIn(object);
    if (!time)
        return Unexpected(time.error());
    snapshot.exchangeTime = *time;
    if (const auto sides = readSides(object, decimals, snapshot); !sides)
        return Unexpected(sides.error());
    return snapshot;
}

Expected<FeedEvent> tradeIn(json::Object object, Reading &reading)
{
    const auto price = json::price(object, "px", reading.instrument.decimals.price);
    if (!price)
        return Unexpected(price.error());
    const auto qty = json::qty(object, "sz", reading.instrument.decimals.qty);
    if (!qty)
        return Unexpected(qty.error());
    const auto aggressor = aggressorIn(object);
    if (!aggressor)
        return Unexpected(aggressor.error());
    const auto time = timeIn(object);
    if (!time)
        return Unexpected(time.error());
    const auto id = json::text(object, "tradeId");
    if (!id)
        return Unexpected(id.error());
    const Trade trade{*price, *qty, *aggressor, *time, numberIn<std::uint64_t>(*id).value_or(0)};
    return FeedEvent(TradeEvent{&reading.instrument, trade});
}

} // namespace touchline::okx
