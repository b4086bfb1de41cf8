// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/subscriptions.h"

#include <algorithm>
#include <utility>

namespace touchline {

namespace {

auto findSymbol(std::vector<Instrument> &instruments, std::string_view symbol)
{
    return std::find_if(instruments.begin(), instruments.end(), [symbol](const Instrument &one) {
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
    add(Step::Begin, instrument);
}

void Subscriptions::end(const Instrument &instrument)
{
    for (auto turn = m_turns.begin(); turn != m_turns.end(); ++turn) {
        const auto at = findSymbol(turn->instruments, instrument.symbol);
        if (turn->step == Step::End || at == turn->instruments.end())
            continue;
        turn->instruments.erase(at);
        if (turn->instruments.empty())
            m_turns.erase(turn);
        return;
    }
    add(Step::End, instrument);
}

void Subscriptions::add(Step step, const Instrument &instrument)
{
    if (m_turns.empty() || m_turns.back().step != step)
        m_turns.push_back({step, {}});
    m_turns.back().instruments.push_back(instrument);
}

bool Subscriptions::isWaiting(std::string_view symbol) const
{
    return std::any_of(m_turns.begin(), m_turns.end(), [symbol](const Turn &turn) {
        const auto isSymbol = [symbol](const Instrument &one) { return one.symbol == symbol; };
        return turn.step == Step::Begin &&
               std::any_of(turn.instruments.begin(), turn.instruments.end(), isSymbol);
    });
}

std::optional<Subscriptions::Turn> Subscriptions::takeTurn()
{
    if (!m_messages.empty() || m_turns.empty())
        return std::nullopt;
    Turn turn = std::move(m_turns.front());
    m_turns.pop_front();
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
