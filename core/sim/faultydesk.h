// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/faultschedule.h"
#include "sim/faulttexts.h"
#include "sim/stalebooks.h"

#include <string_view>

namespace touchline {

struct FaultyReply {
    RestReply reply;
    Duration wait{}; ///< before it is sent
};

/// The way of REST answers from the exchange to its clients, where faults hit them. Sans-IO; single thread.
class FaultyDesk {
public:
    /// Both must outlive the desk.
    FaultyDesk(const FaultTexts &texts, StaleBooks &staleBooks) : m_texts(&texts), m_staleBooks(&staleBooks)
    {
    }

    /// What the client gets instead of the `reply` to its GET of `target`.
    [[nodiscard]] FaultyReply pass(
        std::string_view target, RestReply reply, FaultSchedule &schedule, Instant now);

private:
    [[nodiscard]] bool refuses(FaultSchedule &schedule, Instant now);
    void refuse(RestReply &reply, Instant now) const;
    [[nodiscard]] WeightMeter::Verdict verdict(Instant now) const;
    void passBook(std::string_view target, FaultyReply &faulty, FaultSchedule &schedule, Instant now);

    const FaultTexts *m_texts;
    StaleBooks *m_staleBooks;
    bool m_isBan = false; ///< or a limit, of the last refusal
    Instant m_refusesUntil;
};

} // namespace touchline
