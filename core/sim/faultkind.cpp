// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/faultkind.h"

#include <algorithm>

namespace touchline {

namespace {

using enum FaultKind;
using Target = FaultTarget;
using Amount = FaultAmount;

constexpr std::int64_t second = 1'000;
constexpr std::int64_t hour = 3'600 * second;
constexpr std::int64_t mostIds = 1'000'000'000;

constexpr std::array<FaultTraits, faultKindCount> kinds{{
    {Drop, "drop", Target::Message},
    {Duplicate, "duplicate", Target::Message},
    {Reorder, "reorder", Target::Message},
    {Delay, "delay", Target::Message, Amount::Time, 250, 1, hour},
    {Stall, "stall", Target::Message, Amount::Time, 10 * second, 1, hour},
    {Corrupt, "corrupt", Target::Message},
    {Truncate, "truncate", Target::Message},
    {Split, "split", Target::Message},
    {Garbage, "garbage", Target::Message},
    {HalfOpen, "half-open", Target::Message},
    {Abort, "abort", Target::Message},
    // The codes that may be sent, RFC 6455 section 7.4: 1001 is "going away".
    {Close, "close", Target::Message, Amount::CloseCode, 1001, 1000, 4999},
    {Shutdown, "shutdown", Target::Message, Amount::Time, 10 * second, 1, hour},
    {WrongIds, "wrong-ids", Target::Message, Amount::Ids, 1'000, -mostIds, mostIds},
    {Skew, "skew", Target::Message, Amount::Time, 2 * second, -24 * hour, 24 * hour},
    {SlowSnapshot, "slow-snapshot", Target::Snapshot, Amount::Time, 3 * second, 1, hour},
    {StaleSnapshot, "stale-snapshot", Target::Snapshot},
    {FailedSnapshot, "failed-snapshot", Target::Snapshot},
    {RateLimit, "429", Target::Request, Amount::Time, 5 * second, second, hour},
    {Ban, "418", Target::Request, Amount::Time, 30 * second, second, hour},
}};

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (static_cast<std::size_t>(kinds[i].kind) != i)
            return false;
    }
    return true;
}
static_assert(isInOrder());

} // namespace

std::span<const FaultTraits, faultKindCount> faultKinds()
{
    return kinds;
}

const FaultTraits &traitsOf(FaultKind kind)
{
    return kinds[static_cast<std::size_t>(kind)];
}

std::optional<FaultKind> findFaultKind(std::string_view name)
{
    const auto *const found = std::find_if(
        kinds.begin(), kinds.end(), [&](const FaultTraits &traits) { return traits.name == name; });
    return found == kinds.end() ? std::nullopt : std::optional(found->kind);
}

} // namespace touchline
