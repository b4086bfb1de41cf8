// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/outputqueue.h"

#include <functional>
#include <memory>
#include <string_view>
#include <thread>

namespace touchline {

/// Writes lines to a reader who may be slow or not read at all, on a thread of its own: whoever puts a line
/// never waits.
class OutputWriter {
public:
    /// Writes all of the bytes and may block; gives 0 or an errno. On the writer's thread.
    using Sink = std::function<int(std::string_view bytes)>;
    /// Told on the writer's thread: of the first error, and once what tellWhenAtMost() asked for is so.
    using Listener = std::function<void()>;

    OutputWriter(Sink sink, Listener listener, OutputBounds bounds = {});
    /// Lines that still wait are not written. A sink that blocks is left behind.
    ~OutputWriter();
    OutputWriter(const OutputWriter &) = delete;
    OutputWriter &operator=(const OutputWriter &) = delete;

    void put(OutputLine line);
    /// For a source that stops while there is no room: nothing is ever conflated.
    void putWithoutLoss(OutputLine line);
    /// What was put leaves at the latest now.
    void flush();
    void tellWhenAtMost(std::size_t waiting);
    /// Gives up what waits, and counts it.
    void dropAll();

    [[nodiscard]] bool hasRoom() const;
    /// Bytes that the sink has not taken yet.
    [[nodiscard]] std::size_t waiting() const;
    [[nodiscard]] OutputLosses losses() const;
    /// The errno that ended the writing; 0: none so far.
    [[nodiscard]] int error() const;

private:
    struct Shared;

    static void writeLines(Shared &shared);

    std::shared_ptr<Shared> m_shared; ///< of both threads: the writer's may outlive this object
    std::thread m_thread;
};

} // namespace touchline
