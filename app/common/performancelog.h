// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/log.h"
#include "feed/performance.h"

#include <chrono>

namespace touchline {

/// Writes performance records: rates and quantiles of the time since the one before, totals, queues, memory.
class PerformanceLog {
public:
    static constexpr std::chrono::seconds interval{10};

    explicit PerformanceLog(Log &log) : m_log(log) { m_before.at = Clock().now(); }

    void write(const PerformanceView &now);

private:
    Log &m_log;
    PerformanceView m_before;
};

} // namespace touchline
