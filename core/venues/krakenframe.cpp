// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/krakenframe.h"

#include "venues/json.h"
#include "venues/krakenbook.h"
#include "venues/krakentrades.h"

namespace touchline::kraken {

namespace {

/// Too many messages say nothing against the symbol of the one that was one too many.
bool isOfRate(std::string_view words)
{
    return words == "Exceeded msg rate" || words.starts_with("EAPI:Rate limit");
}

FeedEvent refusal(json::Object root, const InstrumentLookup &instruments, DecodeBuffer &buffer)
{
    buffer.refusal = json::sentence(root, json::has(root, "Error") ? "Error" : "error");
    if (buffer.refusal.empty())
        buffer.refusal = "no reason was given";
    const auto symbol = json::text(root, "symbol");
    if (!symbol || isOfRate(buffer.refusal))
        return RefusedEvent{buffer.refusal};
    const Instrument *const instrument = instruments(*symbol);
    if (!instrument)
        return OtherEvent{};
    return RefusedEvent{buffer.refusal, instrument};
}

FeedEvent subscribed(json::Object root, const InstrumentLookup &instruments)
{
    const auto result = json::object(root, "result");
    if (!result || json::text(*result, "channel").value_or({}) != "book")
        return OtherEvent{};
    const auto symbol = json::text(*result, "symbol");
    const auto depth = json::unsignedNumber(*result, "depth");
    const Instrument *const instrument = symbol && depth ? instruments(*symbol) : nullptr;
    if (!instrument)
        return OtherEvent{};
    return SubscribedEvent{instrument, static_cast<std::size_t>(*depth)};
}

/// The answer to a request. Only what is not subscribed is missed.
FeedEvent answer(json::Object root, const InstrumentLookup &instruments, DecodeBuffer &buffer)
{
    const bool failed =
        json::has(root, "error") || json::has(root, "Error") || !json::flag(root, "success").value_or(true);
    const auto method = json::text(root, "method").value_or("subscribe");
    if (method != "subscribe")
        return OtherEvent{};
    return failed ? refusal(root, instruments, buffer) : subscribed(root, instruments);
}

} // namespace

Expected<FeedEvent> decodeFrame(
    std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer)
{
    const auto root = json::parseObject(frame, "the frame");
    if (!root)
        return Unexpected(root.error());
    if (!json::has(*root, "channel"))
        return answer(*root, instruments, buffer);
    const auto channel = json::text(*root, "channel");
    if (!channel)
        return Unexpected(channel.error());
    if (*channel == "book")
        return bookEvents(frame, *root, instruments, buffer);
    if (*channel == "trade")
        return tradeEvents(frame, *root, instruments, buffer);
    return FeedEvent(OtherEvent{});
}

} // namespace touchline::kraken
