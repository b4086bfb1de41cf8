// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/listing.h"

#include <optional>
#include <vector>

namespace touchline {

/// The first multiple of `interval` after `at`.
[[nodiscard]] Instant endOfInterval(Instant at, Duration interval);

/// Collects the changes of one book and hands them out as one delta an interval, at multiples of the
/// interval. Consecutive deltas meet: `first` is the `last` of the one before plus one.
class DepthChannel {
public:
    explicit DepthChannel(Duration interval) : m_interval(interval) {}

    void note(const BookDelta &change);

    /// True once the interval that held the last noted change is over.
    [[nodiscard]] bool isDue(Instant now) const { return m_ids && now >= m_dueAt; }

    /// The changed levels with the quantities that the book holds now, best first. Only when something was
    /// noted.
    [[nodiscard]] BookDelta take(const OrderBook &book);

    [[nodiscard]] Instant dueAt() const { return m_dueAt; }
    [[nodiscard]] bool isEmpty() const { return !m_ids; }

private:
    Duration m_interval;
    std::optional<UpdateIds> m_ids;
    Instant m_dueAt;
    std::vector<Price> m_bids;
    std::vector<Price> m_asks;
};

} // namespace touchline
