// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/faultyline.h"

#include "sim/faultytext.h"

#include <utility>

namespace touchline {

namespace {

constexpr int goingAway = 1001;

} // namespace

FaultyOutput FaultyLine::pass(std::vector<Outgoing> output, FaultSchedule &schedule, Instant now)
{
    for (Outgoing &outgoing : output) {
        if (m_end)
            break;
        if (outgoing.kind == Outgoing::Kind::Text)
            onText(std::move(outgoing.text), schedule, now);
        else
            wait(std::move(outgoing));
    }
    if (!m_end && m_closesAt && now >= *m_closesAt)
        m_end = LineEnd{LineEnd::Kind::Close, goingAway};
    return takeDue(now);
}

void FaultyLine::onText(std::string text, FaultSchedule &schedule, Instant now)
{
    if (now < m_stalledUntil)
        return;
    schedule.next(FaultTarget::Message);
    const bool isBook = m_texts->isBook(text);
    if (isBook)
        schedule.next(FaultTarget::Snapshot);
    if (endsLine(schedule, now) || losesText(schedule, now) || (isBook && losesBook(text, schedule, now)))
        return;
    if (const auto late = schedule.strike(FaultKind::Delay, now))
        delay(late->amount, now);
    sendExtras(text, schedule, now);
    alterText(text, *m_texts, schedule, now);
    send(std::move(text), schedule, now);
}

bool FaultyLine::endsLine(FaultSchedule &schedule, Instant now)
{
    if (schedule.strike(FaultKind::HalfOpen, now))
        m_end = LineEnd{LineEnd::Kind::Mute};
    else if (schedule.strike(FaultKind::Abort, now))
        m_end = LineEnd{LineEnd::Kind::Abort};
    else if (const auto close = schedule.strike(FaultKind::Close, now))
        m_end = LineEnd{LineEnd::Kind::Close, static_cast<int>(close->amount)};
    return m_end.has_value();
}

bool FaultyLine::losesText(FaultSchedule &schedule, Instant now)
{
    if (const auto stall = schedule.strike(FaultKind::Stall, now)) {
        m_stalledUntil = now + std::chrono::milliseconds(stall->amount);
        return true;
    }
    return schedule.strike(FaultKind::Drop, now).has_value();
}

/// Also makes it late or an old one. Nothing overtakes it.
bool FaultyLine::losesBook(std::string &book, FaultSchedule &schedule, Instant now)
{
    if (schedule.strike(FaultKind::FailedSnapshot, now))
        return true;
    if (const auto slow = schedule.strike(FaultKind::SlowSnapshot, now))
        delay(slow->amount, now);
    m_staleBooks->pass(m_texts->streamOf(book), book, schedule, now);
    return false;
}

void FaultyLine::delay(std::int64_t millis, Instant now)
{
    m_delayedUntil = std::max(m_delayedUntil, now + std::chrono::milliseconds(millis));
}

/// Messages that the exchange did not mean to send, ahead of `text`.
void FaultyLine::sendExtras(const std::string &text, FaultSchedule &schedule, Instant now)
{
    if (const auto garbage = schedule.strike(FaultKind::Garbage, now))
        wait({Outgoing::Kind::Text, noise(garbage->random)});
    if (m_closesAt)
        return;
    if (const auto shutdown = schedule.strike(FaultKind::Shutdown, now)) {
        if (std::string notice = m_texts->shutdownNotice(text, now); !notice.empty())
            wait({Outgoing::Kind::Text, std::move(notice)});
        m_closesAt = now + std::chrono::milliseconds(shutdown->amount);
    }
}

void FaultyLine::send(std::string text, FaultSchedule &schedule, Instant now)
{
    if (!m_overtaken && schedule.strike(FaultKind::Reorder, now)) {
        m_overtaken = std::move(text);
        return;
    }
    const std::string stream(m_texts->streamOf(text));
    const bool isTwice = schedule.strike(FaultKind::Duplicate, now).has_value();
    std::vector<std::string> parts{std::move(text)};
    if (const auto split = schedule.strike(FaultKind::Split, now))
        parts = splitText(parts.front(), split->random);
    const std::vector<std::string> again = isTwice ? parts : std::vector<std::string>();
    parts.insert(parts.end(), again.begin(), again.end());
    if (m_overtaken && m_texts->streamOf(*m_overtaken) == stream)
        parts.push_back(*std::exchange(m_overtaken, {}));
    for (std::string &part : parts)
        wait({Outgoing::Kind::Text, std::move(part)});
}

void FaultyLine::wait(Outgoing message)
{
    m_waitingBytes += message.text.size();
    m_waiting.push_back({std::move(message), m_delayedUntil});
}

FaultyOutput FaultyLine::takeDue(Instant now)
{
    FaultyOutput due;
    while (!m_waiting.empty() && m_waiting.front().until <= now) {
        m_waitingBytes -= m_waiting.front().message.text.size();
        due.sent.push_back(std::move(m_waiting.front().message));
        m_waiting.pop_front();
    }
    if (m_waitingBytes > mostWaiting)
        m_end = LineEnd{LineEnd::Kind::Abort};
    due.end = m_end;
    // What was still on its way is lost with the line.
    if (m_end) {
        m_waiting.clear();
        m_waitingBytes = 0;
    }
    return due;
}

} // namespace touchline
