// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>

namespace touchline {

/// A line that waits for its reader, without its end.
struct OutputLine {
    std::string text;
    std::string symbol; ///< whose book it shows; empty: no book, such as a change of state
};

/// What a reader did not get.
struct OutputLosses {
    std::uint64_t conflated = 0; ///< book lines that a newer one of the same symbol replaced
    std::uint64_t dropped = 0;   ///< lines that nothing replaced
};

/// How much may wait.
struct OutputBounds {
    std::size_t bytes = std::size_t{4} * 1024 * 1024; ///< beyond it book lines are conflated
    std::size_t otherLines = std::size_t{64} * 1024;  ///< beyond it the oldest goes and counts as dropped
};

/// The lines that a slow reader has not taken yet, in their order.
///
/// While less than `bytes` waits, every line is kept. Beyond that only the newest book line of each symbol
/// stays, and every other line. It never holds more than twice what those need, or than `bytes`.
class OutputQueue {
public:
    explicit OutputQueue(OutputBounds bounds = {}) : m_bounds(bounds), m_conflateAbove(bounds.bytes) {}

    void put(OutputLine line);
    /// As put(), but nothing is conflated: for a source that can wait until there is room().
    void putWithoutLoss(OutputLine line);

    /// Whole lines with their ends, `bytes` at most or a single longer line; empty if nothing waits.
    [[nodiscard]] std::string take(std::size_t bytes);
    /// Gives up what waits: it counts as dropped.
    void dropAll();

    [[nodiscard]] bool hasRoom() const { return m_waiting <= m_bounds.bytes; }
    /// Bytes, line ends included.
    [[nodiscard]] std::size_t waiting() const { return m_waiting; }
    [[nodiscard]] const OutputLosses &losses() const { return m_losses; }

private:
    void conflate();
    void dropOldestOther();

    OutputBounds m_bounds;
    std::deque<OutputLine> m_lines;
    std::size_t m_waiting = 0;
    std::size_t m_others = 0; ///< lines that show no book
    std::size_t m_conflateAbove;
    OutputLosses m_losses;
};

} // namespace touchline
