// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/faultplan.h"
#include "sim/simrandom.h"

#include <array>
#include <optional>
#include <vector>

namespace touchline {

/// That a fault happens now.
struct FaultStrike {
    std::int64_t amount = 0;  ///< of its rule
    std::uint64_t random = 0; ///< for what else is left to chance: which byte, and so on
};

/// Decides which messages and requests the faults of a plan hit, and counts them. Every rule has a sequence
/// of its own, so that one more rule does not move the faults of the others. Sans-IO; single thread.
class FaultSchedule {
public:
    FaultSchedule(FaultPlan plan, Instant now) { setPlan(std::move(plan), now); }

    /// Counting begins anew; faults that were asked for once stay.
    void setPlan(FaultPlan plan, Instant now);
    /// At the next message or request that it can hit.
    void once(FaultKind kind);
    /// No more faults until setPlan() or once().
    void stop();

    /// One more message or request is on its way; strike() is about it.
    void next(FaultTarget target) { ++m_seen[static_cast<std::size_t>(target)]; }
    /// To be asked only if the fault can happen: it is counted as injected.
    [[nodiscard]] std::optional<FaultStrike> strike(FaultKind kind, Instant now);

    [[nodiscard]] const FaultCounts &counts() const { return m_counts; }

private:
    struct Armed {
        FaultRule rule;
        SimRandom random;
    };

    [[nodiscard]] bool isHit(Armed &armed, Instant now);

    std::vector<Armed> m_rules;
    std::vector<Armed> m_singles; ///< asked for by once()
    std::uint64_t m_asked = 0;    ///< calls of once()
    std::optional<Instant> m_endsAt;
    std::array<std::uint64_t, faultTargetCount> m_seen{};
    FaultCounts m_counts{};
};

} // namespace touchline
