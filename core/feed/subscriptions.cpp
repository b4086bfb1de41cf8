// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/subscriptions.h"

#include <algorithm>
#include <utility>

namespace touchline {

namespace {

bool holds(const std::vector<Instrument> &instruments, std::string_view symbol)
{
    return std::any_of(instruments.begin(), instruments.end(), [symbol](const Instrument &one) {
        return one.symbol == symbol;
    });
}

} // namespace

Subscriptions::Subscriptions(StreamId stream, std::vector<std::string> first) : m_stream(stream)
{
    write(std::move(first));
}

void Subscriptions::begin(const Instrument &instrument)
{
    m_begin.push_back(instrument);
}

void Subscriptions::end(const Instrument &instrument)
{
    const auto isIt = [&instrument](const Instrument &one) { return one.symbol == instrument.symbol; };
    if (std::erase_if(m_begin, isIt) == 0)
        m_end.push_back(instrument);
}

bool Subscriptions::isWaiting(std::string_view symbol) const
{
    return holds(m_begin, symbol);
}

std::optional<Subscriptions::Turn> Subscriptions::takeTurn()
{
    if (!m_messages.empty() || isDone())
        return std::nullopt;
    const auto afterEnd = std::stable_partition(
        m_begin.begin(), m_begin.end(), [this](const Instrument &one) { return !holds(m_end, one.symbol); });
    if (afterEnd == m_begin.begin())
        return Turn{Step::End, std::exchange(m_end, {})};
    Turn turn{Step::Begin, {m_begin.begin(), afterEnd}};
    m_begin.erase(m_begin.begin(), afterEnd);
    return turn;
}

void Subscriptions::write(std::vector<std::string> messages)
{
    for (std::string &message : messages)
        m_messages.push_back(std::move(message));
}

std::optional<std::string> Subscriptions::takeMessage()
{
    if (m_messages.empty())
        return std::nullopt;
    std::string message = std::move(m_messages.front());
    m_messages.pop_front();
    return message;
}

} // namespace touchline
