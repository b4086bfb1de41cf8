// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/faultschedule.h"
#include "sim/restrequest.h"
#include "sim/weightmeter.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace touchline {

struct FaultyReply {
    RestReply reply;
    Duration wait{}; ///< before it is sent
};

/// The way of REST answers from the exchange to its clients, where faults hit them. Sans-IO; single thread.
class FaultyDesk {
public:
    /// What the client gets instead of the `reply` to its GET of `target`.
    [[nodiscard]] FaultyReply pass(
        std::string_view target, RestReply reply, FaultSchedule &schedule, Instant now);

private:
    [[nodiscard]] bool refuses(FaultSchedule &schedule, Instant now);
    [[nodiscard]] WeightMeter::Verdict verdict(Instant now) const;
    void passSnapshot(std::string_view target, FaultyReply &faulty, FaultSchedule &schedule, Instant now);

    bool m_isBan = false; ///< or a limit, of the last refusal
    Instant m_refusesUntil;
    std::map<std::string, std::string, std::less<>> m_firstSnapshots; ///< by target: the stale ones
};

} // namespace touchline
