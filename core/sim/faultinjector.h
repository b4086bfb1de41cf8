// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/faultydesk.h"
#include "sim/faultyline.h"
#include "sim/marketchannels.h"

#include <map>
#include <string_view>
#include <vector>

namespace touchline {

/// Stands between an exchange and its clients and lets the faults of a plan happen to what passes. The same
/// plan and traffic give the same faults. Sans-IO; single thread.
class FaultInjector {
public:
    /// `texts` must outlive the injector.
    FaultInjector(FaultPlan plan, Instant now, const FaultTexts &texts)
        : m_schedule(std::move(plan), now),
          m_texts(texts)
    {
    }
    FaultInjector(const FaultInjector &) = delete;
    FaultInjector &operator=(const FaultInjector &) = delete;

    /// In place of the plan before. Counting for faults "at the 500th" begins anew; injected faults go on.
    void setPlan(FaultPlan plan, Instant now) { m_schedule.setPlan(std::move(plan), now); }
    /// With the next message or request that this kind can hit.
    void once(FaultKind kind) { m_schedule.once(kind); }
    /// Nothing new goes wrong, also of what was asked for once. What is held up, mute or refused stays so
    /// until its time is over or the client connects again.
    void stop() { m_schedule.stop(); }

    /// What a client gets of the exchange's `output`; to be called often, as something may have to wait.
    [[nodiscard]] FaultyOutput onOutput(ConnectionId id, std::vector<Outgoing> output, Instant now)
    {
        auto &line = m_lines.try_emplace(id, m_texts, m_staleBooks).first->second;
        return line.pass(std::move(output), m_schedule, now);
    }
    void onDisconnected(ConnectionId id) { m_lines.erase(id); }

    /// What a client gets of the exchange's `reply` to its GET of `target`.
    [[nodiscard]] FaultyReply onReply(std::string_view target, RestReply reply, Instant now)
    {
        return m_desk.pass(target, std::move(reply), m_schedule, now);
    }

    [[nodiscard]] const FaultCounts &counts() const { return m_schedule.counts(); }

private:
    FaultSchedule m_schedule;
    const FaultTexts &m_texts;
    StaleBooks m_staleBooks;
    std::map<ConnectionId, FaultyLine> m_lines;
    FaultyDesk m_desk{m_texts, m_staleBooks};
};

} // namespace touchline
