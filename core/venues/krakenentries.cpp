// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/krakenentries.h"

namespace touchline::kraken {

Expected<Channel> channelIn(std::string_view frame, json::Object root)
{
    const auto type = json::text(root, "type");
    if (!type)
        return Unexpected(type.error());
    const bool isSnapshot = *type == "snapshot";
    // It may have changed a book in a way that nobody knows of.
    if (!isSnapshot && *type != "update")
        return wrongShape("'type' is neither snapshot nor update");
    auto members = json::readAsText(frame);
    if (!members)
        return Unexpected(members.error());
    const auto entries = json::array(*members, "data");
    if (!entries)
        return Unexpected(entries.error());
    return Channel{isSnapshot, *entries};
}

Expected<Entry> entryIn(
    simdjson::simdjson_result<json::TextValue> element, const InstrumentLookup &instruments)
{
    Entry entry;
    if (element.get_object().get(entry.members) != simdjson::SUCCESS)
        return wrongShape("an entry of 'data' is not an object");
    const auto symbol = json::text(entry.members, "symbol");
    if (!symbol)
        return Unexpected(symbol.error());
    const auto instrument = followedInstrument(*symbol, instruments);
    if (!instrument)
        return Unexpected(instrument.error());
    entry.instrument = *instrument;
    return entry;
}

} // namespace touchline::kraken
