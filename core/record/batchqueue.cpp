// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/batchqueue.h"

#include <utility>

namespace touchline {

RecordBatch *BatchQueue::nextFree()
{
    std::unique_lock lock(m_mutex);
    m_freed.wait(lock, [this] { return m_isClosed || m_put - m_released < m_batches.size(); });
    return m_isClosed ? nullptr : &m_batches[m_put % m_batches.size()];
}

void BatchQueue::put()
{
    const std::lock_guard lock(m_mutex);
    ++m_put;
    m_filled.notify_one();
}

void BatchQueue::end()
{
    const std::lock_guard lock(m_mutex);
    m_hasEnded = true;
    m_filled.notify_one();
}

RecordBatch *BatchQueue::take(Duration wait)
{
    std::unique_lock lock(m_mutex);
    if (std::exchange(m_holdsBatch, false)) {
        ++m_released;
        m_freed.notify_one();
    }
    m_filled.wait_for(lock, wait, [this] { return m_put > m_released || m_hasEnded; });
    m_holdsBatch = m_put > m_released;
    m_isAtEnd = !m_holdsBatch && m_hasEnded;
    return m_holdsBatch ? &m_batches[m_released % m_batches.size()] : nullptr;
}

void BatchQueue::close()
{
    const std::lock_guard lock(m_mutex);
    m_isClosed = true;
    m_freed.notify_one();
}

} // namespace touchline
