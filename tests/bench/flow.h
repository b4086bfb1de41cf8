// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/bookmessage.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace touchline::bench {

/// A side as price -> quantity, raw units; the side's own order is the reader's business.
using PlainSide = std::map<std::int64_t, std::int64_t>;

/// The best `count` levels a side, best first: what every contestant must end with.
struct Top {
    std::vector<Level> bids;
    std::vector<Level> asks;

    bool operator==(const Top &) const = default;
};

/// Both sides of a book as a text book would hold them: what flows are made with and checked against.
struct PlainBook {
    PlainSide bids;
    PlainSide asks;

    void set(Side side, Level level);
    [[nodiscard]] Top top(std::size_t count) const;
};

/// A snapshot and the depth frames after it, as text of a Binance combined stream. It can be played without
/// end: the last frame turns the book back into the snapshot, and advance() moves every id on.
class Flow {
public:
    Flow(std::string symbol, std::string snapshot, std::uint64_t snapshotId);

    /// Appends the frame of `delta`.
    void append(const BookDelta &delta);
    /// Appends a frame as it was recorded; `ids` and `levels` are what it says.
    void append(std::string_view text, UpdateIds ids, std::size_t levels);
    /// Appends the frame that turns `now` back into `start`. Nothing is appended after it.
    void close(const PlainBook &now, const PlainBook &start);

    /// Moves the ids by one pass, so that the next pass continues the one before.
    void advance() { movePass(m_pass + 1); }
    /// Back to the ids that follow the snapshot.
    void rewind() { movePass(0); }

    [[nodiscard]] const std::string &symbol() const { return m_symbol; }
    [[nodiscard]] const std::string &snapshot() const { return m_snapshot; }
    [[nodiscard]] std::size_t size() const { return m_frames.size(); }
    [[nodiscard]] std::string_view frame(std::size_t index) const
    {
        return std::string_view(m_text).substr(m_frames[index].begin, m_frames[index].size);
    }
    [[nodiscard]] std::size_t levels() const { return m_levels; }
    /// Of the last frame, which is not of a market.
    [[nodiscard]] std::size_t closingLevels() const { return m_closingLevels; }
    /// The top of the book before the last frame, and after it.
    [[nodiscard]] const Top &top() const { return m_top; }
    [[nodiscard]] const Top &startTop() const { return m_startTop; }

    static constexpr std::size_t topDepth = 20;

private:
    struct Frame {
        std::size_t begin = 0;
        std::size_t size = 0;
        std::array<std::size_t, 2> idsAt{}; ///< where the digits of U and u begin, in the frame
        UpdateIds ids;                      ///< of the first pass
    };

    void movePass(std::uint64_t pass);
    void writeId(const Frame &frame, std::size_t which, std::uint64_t id);

    std::string m_symbol;
    std::string m_snapshot;
    std::uint64_t m_snapshotId;
    std::string m_text;
    std::vector<Frame> m_frames;
    std::size_t m_levels = 0;
    std::size_t m_closingLevels = 0;
    std::uint64_t m_pass = 0;
    Top m_top;
    Top m_startTop;
};

/// The body of a REST depth answer.
[[nodiscard]] std::string snapshotText(const PlainBook &book, std::uint64_t id);

} // namespace touchline::bench
