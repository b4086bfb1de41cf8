// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/faultytext.h"

namespace touchline {

namespace {

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

void alterText(std::string &text, const FaultTexts &texts, FaultSchedule &schedule, Instant now)
{
    if (texts.hasTime(text)) {
        if (const auto skew = schedule.strike(FaultKind::Skew, now))
            texts.shiftTime(text, skew->amount);
    }
    if (texts.hasIds(text)) {
        if (const auto wrong = schedule.strike(FaultKind::WrongIds, now))
            texts.shiftIds(text, wrong->amount);
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

} // namespace touchline
