// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/faultytext.h"

#include <charconv>
#include <optional>

namespace touchline {

namespace {

constexpr std::string_view timeKey = R"("E":)";
constexpr std::string_view depthMark = R"("e":"depthUpdate")";

/// A whole number in a text.
struct Place {
    std::size_t begin = 0;
    std::size_t size = 0;
    std::int64_t value = 0;
};

/// The number behind `key`. The exchange's own texts have no spaces, and no quotation mark within a text.
std::optional<Place> numberBehind(std::string_view text, std::string_view key)
{
    const auto at = text.find(key);
    if (at == std::string_view::npos)
        return std::nullopt;
    Place place{at + key.size()};
    const auto read = std::from_chars(text.data() + place.begin, text.data() + text.size(), place.value);
    place.size = static_cast<std::size_t>(read.ptr - text.data()) - place.begin;
    return read.ec == std::errc() ? std::optional(place) : std::nullopt;
}

void shift(std::string &text, std::string_view key, std::int64_t by)
{
    if (const auto place = numberBehind(text, key))
        text.replace(place->begin, place->size, std::to_string(place->value + by));
}

char printable(std::uint64_t random)
{
    constexpr std::uint64_t count = '~' - ' ' + 1;
    return static_cast<char>(' ' + random % count);
}

void changeByte(std::string &text, std::uint64_t random)
{
    char &byte = text[random % text.size()];
    const char other = printable(random >> 32U);
    byte = other == byte ? '#' : other;
}

} // namespace

void alterText(std::string &text, FaultSchedule &schedule, Instant now)
{
    if (numberBehind(text, timeKey)) {
        if (const auto skew = schedule.strike(FaultKind::Skew, now))
            shift(text, timeKey, skew->amount);
    }
    if (text.find(depthMark) != std::string::npos) {
        if (const auto wrong = schedule.strike(FaultKind::WrongIds, now)) {
            shift(text, R"("U":)", wrong->amount);
            shift(text, R"("u":)", wrong->amount);
        }
    }
    if (const auto cut = schedule.strike(FaultKind::Truncate, now))
        text.resize(cut->random % text.size());
    if (text.empty())
        return;
    if (const auto corrupt = schedule.strike(FaultKind::Corrupt, now))
        changeByte(text, corrupt->random);
}

std::vector<std::string> splitText(const std::string &text, std::uint64_t random)
{
    if (text.size() < 2)
        return {text};
    const std::size_t first = 1 + random % (text.size() - 1);
    return {text.substr(0, first), text.substr(first)};
}

std::string noise(std::uint64_t seed)
{
    constexpr std::int64_t longest = 200;
    SimRandom random(seed);
    std::string text(static_cast<std::size_t>(1 + random.below(longest)), ' ');
    for (char &c : text)
        c = printable(random.next());
    return text;
}

std::string shutdownNotice(std::string_view neighbour, Instant now)
{
    const auto time = numberBehind(neighbour, timeKey);
    const std::string notice =
        R"({"e":"serverShutdown","E":)" + std::to_string(time ? time->value : now.millis()) + '}';
    const bool isCombined = neighbour.starts_with(R"({"stream":)");
    return isCombined ? R"({"stream":"!serverShutdown","data":)" + notice + '}' : notice;
}

} // namespace touchline
