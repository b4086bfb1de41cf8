// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/venuecapabilities.h"

#include <algorithm>
#include <chrono>

namespace touchline {

namespace {

std::string textOf(Duration time)
{
    using namespace std::chrono;
    if (time >= hours(1) && time % hours(1) == Duration(0))
        return std::to_string(duration_cast<hours>(time).count()) + " h";
    if (time >= minutes(1) && time % minutes(1) == Duration(0))
        return std::to_string(duration_cast<minutes>(time).count()) + " min";
    return std::to_string(duration_cast<seconds>(time).count()) + " s";
}

std::string levelsText(std::size_t levels)
{
    return levels == 0 ? "the whole book" : std::to_string(levels) + " levels a side";
}

std::string snapshotText(const Venue &venue)
{
    switch (venue.bookRules().snapshots) {
    case SnapshotSource::Rest:
        return "A snapshot asked for (REST), up to " +
               levelsText(venue.limits().snapshotSizes.front().levels);
    case SnapshotSource::Stream:
        return "A snapshot on the stream, " + levelsText(venue.bookRules().depth);
    case SnapshotSource::StreamElseRest:
        return "A snapshot on the stream, else asked for (REST), " + levelsText(venue.bookRules().depth);
    }
    return {};
}

std::string chainText(const BookRules &rules)
{
    if (rules.countsFrames)
        return "All messages of a connection are numbered";
    switch (rules.chain) {
    case Chain::FirstFollowsLast:
        return "Each update begins where the last one ended";
    case Chain::PreviousEqualsLast:
        return "Each update names the one before";
    case Chain::None:
        return "The checksum alone";
    }
    return {};
}

std::string checksumText(const BookRules &rules)
{
    if (!rules.checksum)
        return "None";
    return rules.chain == Chain::None ? "With every update" : "Where the exchange sends one";
}

std::string connectionText(const VenueLimits &limits)
{
    const std::string books = "Up to " + std::to_string(limits.maxSymbolsPerConnection) + " books each";
    if (limits.connectionAttempts == 0)
        return books;
    return books + ", " + std::to_string(limits.connectionAttempts) + " attempts to connect in " +
           textOf(limits.attemptWindow);
}

std::string requestText(const Venue &venue)
{
    const VenueLimits limits = venue.limits();
    if (venue.bookRules().snapshots == SnapshotSource::Rest)
        return "Snapshots: weight " + std::to_string(limits.requestWeight) + " in " +
               textOf(limits.requestWindow);
    return "Subscriptions: " + std::to_string(limits.messages) + " in " + textOf(limits.messageWindow);
}

} // namespace

std::vector<Capability> capabilitiesOf(const Venue &venue)
{
    const VenueFacts facts = venue.facts();
    return {
        {"A book begins with", snapshotText(venue)},
        {"A missing update shows by", chainText(venue.bookRules())},
        {"Checksum of the book", checksumText(venue.bookRules())},
        {"Updates come", std::string(facts.pace)},
        {"A quiet connection is checked by", std::string(facts.keepAlive)},
        {"Connections", connectionText(venue.limits())},
        {"Limit of requests", requestText(venue)},
        {"Prices and sizes", std::string(facts.numbers)},
    };
}

bool usesRest(const Venue &venue)
{
    const VenueHosts marked{"rest", "ws"};
    const auto lists = venue.instrumentUrls(marked);
    const auto isAskedFor = [](const std::string &url) { return url.starts_with("rest"); };
    return !venue.snapshotUrl(marked, "A", 1).empty() || std::any_of(lists.begin(), lists.end(), isAskedFor);
}

std::string capabilityTable(std::span<const Venue *const> venues)
{
    std::string table;
    for (const Venue *venue : venues) {
        const auto capabilities = capabilitiesOf(*venue);
        if (table.empty()) {
            std::string rule = "|---|";
            table = "| `--exchange` |";
            for (const Capability &capability : capabilities) {
                table += ' ' + std::string(capability.name) + " |";
                rule += "---|";
            }
            table += '\n' + rule + '\n';
        }
        table += "| `" + std::string(venue->name()) + "` |";
        for (const Capability &capability : capabilities)
            table += ' ' + capability.value + " |";
        table += '\n';
    }
    return table;
}

} // namespace touchline
