// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/outputqueue.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace touchline {

namespace {

std::size_t sizeOf(const OutputLine &line)
{
    return line.text.size() + 1;
}

bool isBook(const OutputLine &line)
{
    return !line.symbol.empty();
}

} // namespace

void OutputQueue::put(OutputLine line)
{
    putWithoutLoss(std::move(line));
    if (m_others > m_bounds.otherLines)
        dropOldestOther();
    if (m_waiting > m_conflateAbove)
        conflate();
}

void OutputQueue::putWithoutLoss(OutputLine line)
{
    m_waiting += sizeOf(line);
    m_others += isBook(line) ? 0U : 1U;
    m_lines.push_back(std::move(line));
}

std::string OutputQueue::take(std::size_t bytes)
{
    std::string taken;
    while (!m_lines.empty() && (taken.empty() || taken.size() + sizeOf(m_lines.front()) <= bytes)) {
        const OutputLine &line = m_lines.front();
        taken += line.text;
        taken += '\n';
        m_waiting -= sizeOf(line);
        m_others -= isBook(line) ? 0U : 1U;
        m_lines.pop_front();
    }
    if (m_lines.empty())
        m_conflateAbove = m_bounds.bytes;
    return taken;
}

void OutputQueue::dropAll()
{
    m_losses.dropped += m_lines.size();
    m_lines.clear();
    m_waiting = 0;
    m_others = 0;
}

void OutputQueue::conflate()
{
    std::unordered_set<std::string> seen;
    std::deque<OutputLine> kept;
    for (auto line = m_lines.rbegin(); line != m_lines.rend(); ++line) {
        if (isBook(*line) && !seen.insert(line->symbol).second) {
            ++m_losses.conflated;
            m_waiting -= sizeOf(*line);
        } else {
            kept.push_front(std::move(*line));
        }
    }
    m_lines = std::move(kept);
    // Twice what is left: going through all lines stays rare, however many symbols there are.
    m_conflateAbove = std::max(m_bounds.bytes, 2 * m_waiting);
}

void OutputQueue::dropOldestOther()
{
    const auto oldest =
        std::find_if(m_lines.begin(), m_lines.end(), [](const OutputLine &line) { return !isBook(line); });
    m_waiting -= sizeOf(*oldest);
    --m_others;
    ++m_losses.dropped;
    m_lines.erase(oldest);
}

} // namespace touchline
