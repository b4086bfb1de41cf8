// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/faultydesk.h"

#include "sim/resterror.h"

namespace touchline {

namespace {

constexpr int rateLimited = 429;
constexpr int banned = 418;
constexpr int usualWeightLimit = 6'000;
constexpr std::size_t mostRemembered = 64;

bool isSnapshot(std::string_view target)
{
    return target.substr(0, target.find('?')) == "/api/v3/depth";
}

/// In place of the answer, whose headers tell of the weight used.
void refuse(RestReply &reply, const WeightMeter::Verdict &verdict)
{
    RestReply refusal = weightRefusal(verdict, usualWeightLimit);
    refusal.headers.merge(reply.headers);
    reply = std::move(refusal);
}

} // namespace

FaultyReply FaultyDesk::pass(std::string_view target, RestReply reply, FaultSchedule &schedule, Instant now)
{
    FaultyReply faulty{std::move(reply)};
    schedule.next(FaultTarget::Request);
    if (isSnapshot(target))
        schedule.next(FaultTarget::Snapshot);
    if (refuses(schedule, now))
        refuse(faulty.reply, verdict(now));
    else if (isSnapshot(target))
        passSnapshot(target, faulty, schedule, now);
    return faulty;
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

void FaultyDesk::passSnapshot(
    std::string_view target, FaultyReply &faulty, FaultSchedule &schedule, Instant now)
{
    if (const auto slow = schedule.strike(FaultKind::SlowSnapshot, now))
        faulty.wait = std::chrono::milliseconds(slow->amount);
    RestReply &reply = faulty.reply;
    if (reply.status != 200)
        return;
    if (schedule.strike(FaultKind::FailedSnapshot, now)) {
        reply.status = 500;
        reply.body =
            errorBody(RestError{500, -1000, "An unknown error occurred while processing the request."});
        return;
    }
    const auto first = m_firstSnapshots.find(target);
    if (first == m_firstSnapshots.end()) {
        if (m_firstSnapshots.size() < mostRemembered)
            m_firstSnapshots.emplace(target, reply.body);
    } else if (first->second != reply.body && schedule.strike(FaultKind::StaleSnapshot, now)) {
        reply.body = first->second;
    }
}

} // namespace touchline
