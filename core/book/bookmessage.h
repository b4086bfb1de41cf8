// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "book/level.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace touchline {

/// The venue's ids of the updates that one delta folds together: first..last, both included.
struct UpdateIds {
    std::uint64_t first = 0;
    std::uint64_t last = 0;     ///< 0: the venue does not number updates
    std::uint64_t previous = 0; ///< the last one of the delta before, where the venue says so

    [[nodiscard]] constexpr bool areKnown() const { return last != 0; }
    constexpr bool operator==(const UpdateIds &) const = default;
};

/// A whole book at one update id; sides in any order.
struct BookSnapshot {
    std::uint64_t lastUpdateId = 0;
    std::vector<Level> bids;
    std::vector<Level> asks;
    std::optional<Instant> exchangeTime = {};
    std::optional<std::uint32_t> checksum = {}; ///< of the book, as the venue computes it
};

/// Changed levels with their new absolute quantities; quantity zero removes.
struct BookDelta {
    UpdateIds ids;
    std::optional<Instant> exchangeTime;
    std::vector<Level> bids;
    std::vector<Level> asks;
    std::optional<std::uint32_t> checksum = {}; ///< of the book after this delta
};

/// True if a side names a price twice: which of the two quantities holds, nobody can say.
[[nodiscard]] bool hasPriceTwice(const BookDelta &delta);

} // namespace touchline
