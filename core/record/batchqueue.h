// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "record/recordbatch.h"

#include <condition_variable>
#include <mutex>
#include <vector>

namespace touchline {

/// Hands batches from the thread that reads a recording to the one that plays it. There are only as many as
/// it was made with: a batch that was played is filled again, and who reads waits for it.
class BatchQueue {
public:
    explicit BatchQueue(std::size_t batches) : m_batches(batches) {}

    /// The reading thread: a batch to fill, null once nobody plays any more.
    [[nodiscard]] RecordBatch *nextFree();
    /// The reading thread: the batch nextFree() gave is filled.
    void put();
    /// The reading thread: no batch will follow.
    void end();

    /// The playing thread: the next batch, valid until the next call; null at the end, or if none comes
    /// within `wait`.
    [[nodiscard]] RecordBatch *take(Duration wait);
    /// The playing thread: true once the last batch was taken and the one after it asked for.
    [[nodiscard]] bool isAtEnd() const { return m_isAtEnd; }
    /// The playing thread: nothing more is wanted.
    void close();

private:
    std::vector<RecordBatch> m_batches; // a ring
    std::mutex m_mutex;
    std::condition_variable m_filled;
    std::condition_variable m_freed;
    std::size_t m_put = 0;
    std::size_t m_released = 0;
    bool m_hasEnded = false;
    bool m_isClosed = false;
    // Of the playing thread alone.
    bool m_holdsBatch = false;
    bool m_isAtEnd = false;
};

} // namespace touchline
