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
        return "REST, up to " + levelsText(venue.limits().snapshotSizes.front().levels);
    case SnapshotSource::Stream:
        return "on the stream, " + levelsText(venue.bookRules().depth);
    case SnapshotSource::StreamElseRest:
        return "on the stream, else REST, " + levelsText(venue.bookRules().depth);
    }
    return {};
}

std::string chainText(const BookRules &rules)
{
    if (rules.countsFrames)
        return "each message of the connection has a number";
    switch (rules.chain) {
    case Chain::FirstFollowsLast:
        return "first id follows the last one";
    case Chain::PreviousEqualsLast:
        return "each update names the one before";
    case Chain::None:
        return "none";
    }
    return {};
}

std::string checksumText(const BookRules &rules)
{
    if (!rules.checksum)
        return "none";
    return rules.chain == Chain::None ? "of every update" : "where it is sent";
}

std::string connectionText(const VenueLimits &limits)
{
    const std::string books = std::to_string(limits.maxSymbolsPerConnection) + " books each";
    if (limits.connectionAttempts == 0)
        return books;
    return books + ", " + std::to_string(limits.connectionAttempts) + " attempts in " +
           textOf(limits.attemptWindow);
}

std::string requestText(const Venue &venue)
{
    const VenueLimits limits = venue.limits();
    if (venue.bookRules().snapshots == SnapshotSource::Rest)
        return std::to_string(limits.requestWeight) + " weight in " + textOf(limits.requestWindow);
    return std::to_string(limits.messages) + " subscriptions in " + textOf(limits.messageWindow);
}

} // namespace

std::vector<Capability> capabilitiesOf(const Venue &venue)
{
    const VenueFacts facts = venue.facts();
    return {
        {"snapshot", snapshotText(venue)},
        {"chain", chainText(venue.bookRules())},
        {"checksum", checksumText(venue.bookRules())},
        {"pace", std::string(facts.pace)},
        {"kept alive by", std::string(facts.keepAlive)},
        {"connections", connectionText(venue.limits())},
        {"requests", requestText(venue)},
        {"numbers", std::string(facts.numbers)},
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
