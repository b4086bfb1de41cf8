// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/bookmessage.h"
#include "sim/bookwindow.h"

#include <map>
#include <optional>

namespace touchline {

/// The quantities that the levels of a book have had since the last update, one after the other.
class LevelHistory {
public:
    void note(const BookDelta &change);
    /// The quantity before the newest one, if the level has changed more than once.
    [[nodiscard]] std::optional<Qty> before(Side side, Price price) const;
    void clear();

private:
    struct Quantities {
        Qty newest;
        std::optional<Qty> before;
    };
    using Levels = std::map<Price, Quantities>;

    static void note(Levels &levels, const Level &level);

    Levels m_bids;
    Levels m_asks;
};

/// What the clients that follow a book to one depth hold of it. They hear of no level that leaves the window,
/// because they cut their books themselves, and of each that comes into it again.
/// Source: docs.kraken.com, channel `book` as of 2026-10.
class KrakenWindow {
public:
    explicit KrakenWindow(std::size_t depth) : m_levels(depth) {}

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    /// As a snapshot without its time.
    [[nodiscard]] BookSnapshot held() const;

    /// The clients are told of the book as it is.
    void open(const OrderBook &book, Decimals decimals);
    /// Nobody looks any more.
    void close() { m_isOpen = false; }

    /// What brings them from what they hold to what the book is, without ids and time. A level that has
    /// changed more than once comes with its last two quantities, as at the venue, whose updates may name a
    /// price twice. Without levels if nothing has changed within the window.
    [[nodiscard]] BookDelta moveTo(const OrderBook &book, const LevelHistory &history, Decimals decimals);

private:
    BookWindow m_levels;
    std::uint32_t m_checksum = 0;
    bool m_isOpen = false;
};

} // namespace touchline
