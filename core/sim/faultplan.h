// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/expected.h"
#include "sim/faultkind.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// One fault: of what kind, how often, how much of it.
struct FaultRule {
    static constexpr int always = 1'000'000;

    FaultKind kind = FaultKind::Drop;
    int perMillion = always;         ///< of the messages or requests that it can hit
    std::optional<std::uint64_t> at; ///< instead: once, at the first that it can hit from this one on; from 1
    std::int64_t amount = 0;         ///< milliseconds, ids or a close code, as its kind has it

    bool operator==(const FaultRule &) const = default;
};

/// A rule with the usual amount of its kind.
[[nodiscard]] FaultRule ruleFor(FaultKind kind, int perMillion = FaultRule::always);

/// All faults of a run. The same plan and traffic give the same faults.
struct FaultPlan {
    std::vector<FaultRule> rules;
    std::uint64_t seed = 1;
    std::optional<Duration> until; ///< after its beginning there are no more

    bool operator==(const FaultPlan &) const = default;
};

/// Reads a list such as "drop:0.01,reorder:0.005,close@500,delay:0.02/250ms,skew/2s,seed=7":
/// KIND[:RATE|@COUNT][/AMOUNT], seed=N, until=TIME. A kind alone strikes every time.
/// BadArgument: one sentence that says what is wrong and how to mend it.
[[nodiscard]] Expected<FaultPlan> parseFaultPlan(std::string_view text);

/// A kind as it is written with its usual amount: "delay/250ms".
[[nodiscard]] std::string faultExample(FaultKind kind);

/// "drop 12, close 1": the kinds that were injected, in their order; "nothing" if there were none.
[[nodiscard]] std::string countsText(const FaultCounts &counts);

} // namespace touchline
