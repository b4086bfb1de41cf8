// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/faultschedule.h"

#include <algorithm>
#include <string>

namespace touchline {

void FaultSchedule::setPlan(FaultPlan plan, Instant now)
{
    m_rules.clear();
    FaultCounts sameKind{};
    for (const FaultRule &rule : plan.rules) {
        const FaultTraits &traits = traitsOf(rule.kind);
        const std::uint64_t number = sameKind[static_cast<std::size_t>(rule.kind)]++;
        const std::string name = std::string(traits.name) + std::to_string(number);
        m_rules.push_back({rule, SimRandom(seedFor(plan.seed, name))});
    }
    m_seen = {};
    m_endsAt.reset();
    if (plan.until)
        m_endsAt = now + *plan.until;
}

void FaultSchedule::once(FaultKind kind)
{
    FaultRule rule = ruleFor(kind);
    rule.at = 0;
    m_singles.push_back({rule, SimRandom(seedFor(m_asked++, traitsOf(kind).name))});
}

void FaultSchedule::stop()
{
    m_rules.clear();
    m_singles.clear();
}

std::optional<FaultStrike> FaultSchedule::strike(FaultKind kind, Instant now)
{
    std::optional<FaultStrike> struck;
    const auto tryAll = [&](std::vector<Armed> &rules) {
        for (auto armed = rules.begin(); armed != rules.end();) {
            // Rules behind the one that strikes see the occasion, too, so that they do not depend on it.
            const bool hits = armed->rule.kind == kind && isHit(*armed, now) && !struck;
            if (hits)
                struck = FaultStrike{armed->rule.amount, armed->random.next()};
            armed = hits && armed->rule.at ? rules.erase(armed) : armed + 1;
        }
    };
    tryAll(m_rules);
    tryAll(m_singles);
    if (struck)
        ++m_counts[static_cast<std::size_t>(kind)];
    return struck;
}

bool FaultSchedule::isHit(Armed &armed, Instant now)
{
    const FaultRule &rule = armed.rule;
    const bool isSingle = rule.at == std::uint64_t{0};
    if (m_endsAt && now >= *m_endsAt && !isSingle)
        return false;
    if (rule.at)
        return m_seen[static_cast<std::size_t>(traitsOf(rule.kind).target)] >= *rule.at;
    return armed.random.below(FaultRule::always) < rule.perMillion;
}

} // namespace touchline
