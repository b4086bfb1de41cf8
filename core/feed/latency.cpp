// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/latency.h"

namespace touchline {

std::string_view stageName(Stage stage)
{
    switch (stage) {
    case Stage::Transit:
        return "transit";
    case Stage::Queue:
        return "queue";
    case Stage::Decode:
        return "decode";
    case Stage::Apply:
        return "apply";
    case Stage::Processing:
        return "processing";
    case Stage::Publish:
        return "publish";
    case Stage::Take:
        return "take";
    case Stage::Paint:
        return "paint";
    case Stage::Total:
        return "total";
    case Stage::Frame:
        return "frame";
    }
    return "frame";
}

void LatencyWaterfall::recordPainted(const StageTimes &times)
{
    record(Stage::Take, times.taken - times.published);
    record(Stage::Paint, times.painted - times.taken);
    if (times.received != 0)
        record(Stage::Total, times.painted - times.received);
}

void LatencyWaterfall::merge(const LatencyWaterfall &other)
{
    for (std::size_t i = 0; i < stageCount; ++i)
        m_stages[i].merge(other.m_stages[i]);
}

LatencyWaterfall LatencyWaterfall::since(const LatencyWaterfall &earlier) const
{
    LatencyWaterfall recent;
    for (std::size_t i = 0; i < stageCount; ++i)
        recent.m_stages[i] = m_stages[i].since(earlier.m_stages[i]);
    return recent;
}

} // namespace touchline
