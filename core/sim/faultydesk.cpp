// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/faultydesk.h"

namespace touchline {

namespace {

constexpr int rateLimited = 429;
constexpr int banned = 418;
} // namespace

FaultyReply FaultyDesk::pass(std::string_view target, RestReply reply, FaultSchedule &schedule, Instant now)
{
    FaultyReply faulty{std::move(reply)};
    schedule.next(FaultTarget::Request);
    const bool asksForBook = m_texts->asksForBook(target);
    if (asksForBook)
        schedule.next(FaultTarget::Snapshot);
    if (refuses(schedule, now))
        refuse(faulty.reply, now);
    else if (asksForBook)
        passBook(target, faulty, schedule, now);
    return faulty;
}

/// In place of the answer, whose headers tell of the weight used.
void FaultyDesk::refuse(RestReply &reply, Instant now) const
{
    RestReply refusal = m_texts->refusal(verdict(now));
    refusal.headers.merge(reply.headers);
    reply = std::move(refusal);
}

/// Whoever was refused stays so until the time that the answer named.
bool FaultyDesk::refuses(FaultSchedule &schedule, Instant now)
{
    if (now < m_refusesUntil)
        return true;
    m_isBan = true;
    auto struck = schedule.strike(FaultKind::Ban, now);
    if (!struck) {
        m_isBan = false;
        struck = schedule.strike(FaultKind::RateLimit, now);
    }
    if (struck)
        m_refusesUntil = now + std::chrono::milliseconds(struck->amount);
    return struck.has_value();
}

WeightMeter::Verdict FaultyDesk::verdict(Instant now) const
{
    WeightMeter::Verdict verdict;
    verdict.status = m_isBan ? banned : rateLimited;
    verdict.retryAfter = m_refusesUntil - now;
    if (m_isBan)
        verdict.bannedUntil = m_refusesUntil;
    return verdict;
}

void FaultyDesk::passBook(std::string_view target, FaultyReply &faulty, FaultSchedule &schedule, Instant now)
{
    if (const auto slow = schedule.strike(FaultKind::SlowSnapshot, now))
        faulty.wait = std::chrono::milliseconds(slow->amount);
    RestReply &reply = faulty.reply;
    if (reply.status != 200)
        return;
    if (schedule.strike(FaultKind::FailedSnapshot, now)) {
        const RestReply error = m_texts->serverError();
        reply.status = error.status;
        reply.body = error.body;
        return;
    }
    m_staleBooks->pass(target, reply.body, schedule, now);
}

} // namespace touchline
