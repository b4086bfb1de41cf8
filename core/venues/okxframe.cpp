// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/okxframe.h"

#include "venues/okxmessage.h"

namespace touchline::okx {

namespace {

/// What reads an entry of 'data'; null if nobody here does.
struct Reader {
    Expected<FeedEvent> (*read)(json::Object, Reading &) = nullptr;
};

Expected<Reader> readerOf(json::Object root, std::string_view channel)
{
    if (channel == "trades")
        return Reader{&tradeIn};
    if (channel != "books")
        return Reader{};
    const auto action = json::text(root, "action");
    if (!action)
        return Unexpected(action.error());
    if (*action == "snapshot")
        return Reader{&snapshotIn};
    if (*action == "update")
        return Reader{&updateIn};
    return wrongShape("'action' is neither snapshot nor update");
}

Expected<FeedEvent> readAll(json::Array data, Reader reader, Reading reading)
{
    std::vector<FeedEvent> &batch = reading.buffer.batch;
    batch.clear();
    for (const json::Element element : data) {
        json::Object object;
        if (element.get(object) != simdjson::SUCCESS)
            return wrongShape("an entry of 'data' is not an object");
        auto event = reader.read(object, reading);
        if (!event)
            return event;
        batch.push_back(*event);
    }
    if (batch.empty())
        return wrongShape("'data' is empty");
    return batch.size() == 1 ? batch.front() : FeedEvent(BatchEvent{});
}

Expected<FeedEvent> dataEvent(json::Object root, const InstrumentLookup &instruments, DecodeBuffer &buffer)
{
    const auto arg = json::object(root, "arg");
    if (!arg)
        return Unexpected(arg.error());
    const auto channel = json::text(*arg, "channel");
    if (!channel)
        return Unexpected(channel.error());
    const auto reader = readerOf(root, *channel);
    if (!reader)
        return Unexpected(reader.error());
    if (!reader->read)
        return FeedEvent(OtherEvent{});
    const auto data = json::array(root, "data");
    if (!data)
        return Unexpected(data.error());
    const auto symbol = json::text(*arg, "instId");
    if (!symbol)
        return Unexpected(symbol.error());
    const auto instrument = followedInstrument(*symbol, instruments);
    if (!instrument)
        return Unexpected(instrument.error());
    return readAll(*data, *reader, Reading{**instrument, buffer});
}

/// "Wrong URL or channel:books,instId:NOPE-USDT doesn't exist. ..."
std::string_view symbolInWords(std::string_view words)
{
    constexpr std::string_view mark = "instId:";
    const auto at = words.find(mark);
    if (at == std::string_view::npos)
        return {};
    const auto rest = words.substr(at + mark.size());
    return rest.substr(0, rest.find_first_of(" ,;\"'"));
}

FeedEvent refusal(json::Object root, const InstrumentLookup &instruments, DecodeBuffer &buffer)
{
    buffer.refusal = json::sentence(root, "msg");
    std::string_view symbol = symbolInWords(json::text(root, "msg").value_or({}));
    if (const auto arg = json::object(root, "arg"))
        symbol = json::text(*arg, "instId").value_or(symbol);
    if (symbol.empty())
        return RefusedEvent{buffer.refusal};
    // What is no longer followed concerns nobody else on the connection.
    const Instrument *const instrument = instruments(symbol);
    return instrument ? FeedEvent(RefusedEvent{buffer.refusal, instrument}) : FeedEvent(OtherEvent{});
}

Expected<FeedEvent> controlEvent(json::Object root, const InstrumentLookup &instruments, DecodeBuffer &buffer)
{
    // About 60 s before the connection is closed for maintenance. Source: OKX API v5, WebSocket notification,
    // as of 2026-07-28.
    constexpr std::string_view closesSoon = "64008";
    const auto event = json::text(root, "event");
    if (!event)
        return Unexpected(event.error());
    if (*event == "error")
        return refusal(root, instruments, buffer);
    if (*event == "notice" && json::text(root, "code").value_or({}) == closesSoon)
        return FeedEvent(ShutdownEvent{});
    return FeedEvent(OtherEvent{});
}

} // namespace

Expected<FeedEvent> decodeFrame(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer)
{
    // The answer to a ping is text, and the only frame that is no JSON.
    if (frame == "pong")
        return FeedEvent(OtherEvent{});
    const auto root = json::parseObject(frame, "the frame");
    if (!root)
        return Unexpected(root.error());
    if (json::has(*root, "event"))
        return controlEvent(*root, instruments, buffer);
    if (json::has(*root, "arg") || json::has(*root, "data"))
        return dataEvent(*root, instruments, buffer);
    return FeedEvent(OtherEvent{});
}

} // namespace touchline::okx
