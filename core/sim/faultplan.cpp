// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/faultplan.h"

#include <charconv>
#include <string>

namespace touchline {

namespace {

using namespace std::string_literals;

Unexpected<Error> bad(std::string_view item, const std::string &sentence)
{
    return failure(ErrorCode::BadArgument, '\'' + std::string(item) + "': " + sentence);
}

template <class Integer> std::optional<Integer> wholeNumber(std::string_view text)
{
    Integer number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size())
        return std::nullopt;
    return number;
}

/// "0.01" as 10'000; nothing for what is not in (0, 1] or has more than six decimals.
std::optional<int> perMillion(std::string_view text)
{
    constexpr std::size_t decimals = 6;
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    std::string digits(point == std::string_view::npos ? "" : text.substr(point + 1));
    const bool endsInPoint = point != std::string_view::npos && digits.empty();
    if ((whole != "0" && whole != "1") || digits.size() > decimals || endsInPoint ||
        digits.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    digits.resize(decimals, '0');
    const int read = *wholeNumber<int>(digits) + (whole == "1" ? FaultRule::always : 0);
    return read > 0 && read <= FaultRule::always ? std::optional(read) : std::nullopt;
}

/// "250ms" or "2s", in milliseconds; nothing for what is neither.
std::optional<std::int64_t> milliseconds(std::string_view text)
{
    constexpr std::int64_t most = 1'000'000'000;
    std::int64_t unit = 1'000;
    if (text.ends_with("ms"))
        unit = 1;
    else if (!text.ends_with('s'))
        return std::nullopt;
    text.remove_suffix(unit == 1 ? 2 : 1);
    const auto count = wholeNumber<std::int64_t>(text);
    return count && *count <= most && *count >= -most ? std::optional(*count * unit) : std::nullopt;
}

std::string timeText(std::int64_t ms)
{
    return ms % 1'000 == 0 ? std::to_string(ms / 1'000) + 's' : std::to_string(ms) + "ms";
}

std::string wantedAmount(const FaultTraits &traits)
{
    switch (traits.amount) {
    case FaultAmount::None:
        return "this fault takes nothing behind a '/'";
    case FaultAmount::Time:
        return "behind the '/' stands a time from " + timeText(traits.least) + " to " +
               timeText(traits.most) + ", such as " + faultExample(traits.kind);
    case FaultAmount::Ids:
        return "behind the '/' stands how far the ids are shifted, up or down, such as " +
               faultExample(traits.kind);
    case FaultAmount::CloseCode:
        return "behind the '/' stands a close code from 1000 to 4999 that may be sent, such as " +
               faultExample(traits.kind);
    }
    return {};
}

/// Some codes only stand for what happened and are never sent (RFC 6455, section 7.4.1).
bool maySend(std::int64_t closeCode)
{
    return closeCode != 1004 && closeCode != 1005 && closeCode != 1006 && closeCode != 1015;
}

Expected<std::int64_t> readAmount(std::string_view item, const FaultTraits &traits, std::string_view text)
{
    std::optional<std::int64_t> amount;
    if (traits.amount == FaultAmount::Time)
        amount = milliseconds(text);
    else if (traits.amount != FaultAmount::None)
        amount = wholeNumber<std::int64_t>(text);
    const bool fits = amount && *amount != 0 && *amount >= traits.least && *amount <= traits.most &&
                      (traits.amount != FaultAmount::CloseCode || maySend(*amount));
    if (!fits)
        return bad(item, wantedAmount(traits));
    return *amount;
}

std::string allKinds()
{
    std::string names;
    for (const FaultTraits &traits : faultKinds())
        names += (names.empty() ? "" : ", ") + std::string(traits.name);
    return names;
}

/// ":RATE", "@COUNT" or nothing.
Expected<void> readOften(std::string_view item, std::string_view often, FaultRule &rule)
{
    if (often.empty())
        return {};
    const std::string name(traitsOf(rule.kind).name);
    if (often.front() == ':') {
        const auto rate = perMillion(often.substr(1));
        if (!rate)
            return bad(
                item, "a rate is a share above 0 and up to 1, with six decimals at most, such as " + name +
                          ":0.01");
        rule.perMillion = *rate;
        return {};
    }
    rule.at = wholeNumber<std::uint64_t>(often.substr(1));
    if (!rule.at || *rule.at == 0)
        return bad(item, "a count is a whole number from 1, such as " + name + "@500");
    return {};
}

Expected<FaultRule> readRule(std::string_view item)
{
    const auto slash = item.find('/');
    const auto head = item.substr(0, slash);
    const auto mark = head.find_first_of(":@");
    const auto kind = findFaultKind(head.substr(0, mark));
    if (!kind)
        return bad(item, "no such fault; there are " + allKinds());
    FaultRule rule = ruleFor(*kind);
    if (const auto read = readOften(item, mark == std::string_view::npos ? "" : head.substr(mark), rule);
        !read)
        return Unexpected(read.error());
    if (slash == std::string_view::npos)
        return rule;
    const auto amount = readAmount(item, traitsOf(*kind), item.substr(slash + 1));
    if (!amount)
        return Unexpected(amount.error());
    rule.amount = *amount;
    return rule;
}

Expected<void> readSetting(std::string_view item, std::size_t equals, FaultPlan &plan)
{
    const auto name = item.substr(0, equals);
    const auto value = item.substr(equals + 1);
    if (name == "seed") {
        const auto seed = wholeNumber<std::uint64_t>(value);
        if (!seed)
            return bad(item, "a seed is a whole number from 0, such as seed=7");
        plan.seed = *seed;
        return {};
    }
    if (name != "until")
        return bad(item, "no such setting; there are seed=NUMBER and until=TIME");
    const auto time = milliseconds(value);
    if (!time || *time <= 0)
        return bad(item, "an end is a time above 0, such as until=30s");
    plan.until = std::chrono::milliseconds(*time);
    return {};
}

Expected<void> readItem(std::string_view item, FaultPlan &plan)
{
    if (item.empty())
        return failure(
            ErrorCode::BadArgument,
            "a fault is missing; separate them by single commas, such as drop:0.01,close@500");
    if (const auto equals = item.find('='); equals != std::string_view::npos)
        return readSetting(item, equals, plan);
    auto rule = readRule(item);
    if (!rule)
        return Unexpected(rule.error());
    plan.rules.push_back(*rule);
    return {};
}

} // namespace

FaultRule ruleFor(FaultKind kind, int perMillion)
{
    return {kind, perMillion, {}, traitsOf(kind).usual};
}

Expected<FaultPlan> parseFaultPlan(std::string_view text)
{
    FaultPlan plan;
    for (bool isLast = false; !isLast;) {
        const auto comma = text.find(',');
        isLast = comma == std::string_view::npos;
        if (const auto read = readItem(text.substr(0, comma), plan); !read)
            return Unexpected(read.error());
        text.remove_prefix(isLast ? text.size() : comma + 1);
    }
    if (plan.rules.empty())
        return failure(ErrorCode::BadArgument, "no fault is named; give one such as drop:0.01 or close@500");
    return plan;
}

std::string faultExample(FaultKind kind)
{
    const FaultTraits &traits = traitsOf(kind);
    const std::string name(traits.name);
    switch (traits.amount) {
    case FaultAmount::None:
        return name;
    case FaultAmount::Time:
        return name + '/' + timeText(traits.usual);
    case FaultAmount::Ids:
    case FaultAmount::CloseCode:
        return name + '/' + std::to_string(traits.usual);
    }
    return name;
}

std::string countsText(const FaultCounts &counts)
{
    std::string text;
    for (const FaultTraits &traits : faultKinds()) {
        const std::uint64_t count = counts[static_cast<std::size_t>(traits.kind)];
        if (count == 0)
            continue;
        text += text.empty() ? "" : ", ";
        text += std::string(traits.name) + ' ' + std::to_string(count);
    }
    return text.empty() ? "nothing"s : text;
}

} // namespace touchline
