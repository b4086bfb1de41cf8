// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/ratemeter.h"

namespace touchline {

namespace {

constexpr Duration window = std::chrono::seconds(1);

} // namespace

void RateMeter::sample(std::uint64_t count, Instant at)
{
    if (!m_samples.empty() && count < m_samples.back().count)
        m_samples.clear();
    m_samples.push_back(Sample{count, at});
    // The oldest sample that is at least a window old stays: it is what the rate is counted from.
    while (m_samples.size() > 2 && at - m_samples[1].at >= window)
        m_samples.pop_front();
}

double RateMeter::perSecond() const
{
    if (m_samples.size() < 2)
        return 0.0;
    const auto &first = m_samples.front();
    const auto &last = m_samples.back();
    const auto seconds = std::chrono::duration<double>(last.at - first.at).count();
    return seconds <= 0.0 ? 0.0 : static_cast<double>(last.count - first.count) / seconds;
}

} // namespace touchline
