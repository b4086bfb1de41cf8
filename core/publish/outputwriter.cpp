// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/outputwriter.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

namespace touchline {

namespace {

/// What a pipe holds: more at once makes nothing faster.
constexpr std::size_t chunk = std::size_t{64} * 1024;

} // namespace

struct OutputWriter::Shared {
    Shared(Sink sinkOfLines, Listener listenerOfWriter, OutputBounds bounds)
        : sink(std::move(sinkOfLines)),
          listener(std::move(listenerOfWriter)),
          queue(bounds)
    {
    }

    const Sink sink;
    mutable std::mutex mutex; ///< of all that follows
    std::condition_variable wake;
    Listener listener;
    OutputQueue queue;
    std::size_t inSink = 0; ///< bytes
    std::optional<std::size_t> tellAt;
    int error = 0;
    bool isDue = false;
    bool hasEnded = false;

    [[nodiscard]] std::size_t waiting() const { return queue.waiting() + inSink; }

    void put(OutputLine &&line, void (OutputQueue::*add)(OutputLine))
    {
        const std::lock_guard lock(mutex);
        if (error != 0)
            return;
        (queue.*add)(std::move(line));
        // Lines of one turn leave together, unless they are many.
        if (queue.waiting() >= chunk)
            makeDue();
    }

    void makeDue()
    {
        if (!std::exchange(isDue, true))
            wake.notify_one();
    }

    void tellIfDue()
    {
        if (tellAt && waiting() <= *tellAt) {
            tellAt.reset();
            listener();
        }
    }

    void fail(int code)
    {
        error = code;
        queue.dropAll();
        listener();
    }
};

OutputWriter::OutputWriter(Sink sink, Listener listener, OutputBounds bounds)
    : m_shared(std::make_shared<Shared>(std::move(sink), std::move(listener), bounds)),
      m_thread([shared = m_shared] { writeLines(*shared); })
{
}

OutputWriter::~OutputWriter()
{
    bool isBlocked = false;
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->hasEnded = true;
        m_shared->listener = [] {};
        isBlocked = m_shared->inSink > 0;
        m_shared->makeDue();
    }
    if (isBlocked)
        m_thread.detach();
    else
        m_thread.join();
}

void OutputWriter::writeLines(Shared &shared)
{
    std::unique_lock lock(shared.mutex);
    for (;;) {
        shared.wake.wait(lock, [&shared] { return shared.isDue; });
        if (shared.hasEnded)
            return;
        const std::string bytes = shared.queue.take(chunk);
        shared.isDue = !bytes.empty();
        shared.inSink = bytes.size();
        if (!bytes.empty()) {
            lock.unlock();
            const int error = shared.sink(bytes);
            lock.lock();
            shared.inSink = 0;
            if (error != 0)
                return shared.fail(error);
        }
        shared.tellIfDue();
    }
}

void OutputWriter::put(OutputLine line)
{
    m_shared->put(std::move(line), &OutputQueue::put);
}

void OutputWriter::putWithoutLoss(OutputLine line)
{
    m_shared->put(std::move(line), &OutputQueue::putWithoutLoss);
}

void OutputWriter::flush()
{
    const std::lock_guard lock(m_shared->mutex);
    if (m_shared->queue.waiting() > 0)
        m_shared->makeDue();
}

void OutputWriter::tellWhenAtMost(std::size_t waiting)
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->tellAt = waiting;
    m_shared->makeDue();
}

void OutputWriter::dropAll()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->queue.dropAll();
}

bool OutputWriter::hasRoom() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->queue.hasRoom();
}

std::size_t OutputWriter::waiting() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->waiting();
}

OutputLosses OutputWriter::losses() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->queue.losses();
}

int OutputWriter::error() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->error;
}

} // namespace touchline
