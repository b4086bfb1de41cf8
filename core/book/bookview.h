// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "book/knownrange.h"
#include "book/orderbook.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace touchline {

/// No view carries more levels a side: as many as Binance hands out.
inline constexpr std::size_t deepestView = 5000;

/// An immutable copy of the best levels of a book at one update id. An empty one has update id 0.
struct BookView {
    std::uint64_t updateId = 0;
    std::optional<Instant> exchangeTime;
    std::optional<Instant> receiveTime;
    std::vector<Level> bids; ///< best first, at most the depth that was asked for
    std::vector<Level> asks;
    std::size_t bidLevels = 0; ///< levels of the whole book
    std::size_t askLevels = 0;
    KnownRange known; ///< behind it there may be levels that nobody has told of

    /// Carries the whole book, or as much of it as a view ever does; else only what somebody looks at.
    [[nodiscard]] bool isDeep() const
    {
        return bids.size() >= std::min(bidLevels, deepestView) &&
               asks.size() >= std::min(askLevels, deepestView);
    }

    [[nodiscard]] std::optional<Touch> touch() const
    {
        if (bids.empty() || asks.empty())
            return std::nullopt;
        return Touch{bids.front(), asks.front()};
    }
};

/// Built once, then shared by everyone who shows it; never null.
using SharedBook = std::shared_ptr<const BookView>;

/// The one to begin with.
[[nodiscard]] inline const SharedBook &emptyBook()
{
    static const SharedBook empty = std::make_shared<const BookView>();
    return empty;
}

} // namespace touchline
