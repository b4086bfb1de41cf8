// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "book/level.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

namespace touchline {

/// One execution, as the exchange numbers it.
struct TapeTrade {
    std::int64_t id = 0;
    Price price;
    Qty qty;
    bool buyerIsMaker = false; ///< true: the taker sold
    Instant time;

    bool operator==(const TapeTrade &) const = default;
};

/// The fills of one taker order, those at one price together.
[[nodiscard]] std::vector<std::span<const TapeTrade>> fillsByPrice(std::span<const TapeTrade> fills);

/// Price x quantity with as many decimals as the price has, rounded down.
[[nodiscard]] std::int64_t quoteAmount(Price price, Qty qty, int qtyDecimals);

/// What was traded over a span of time. Volumes stop at the largest int64.
struct TradeSummary {
    Price open;
    Price high;
    Price low;
    Price last;
    Qty lastQty;
    std::int64_t volume = 0;      ///< raw quantity, in units of `TradeTape`'s step
    std::int64_t quoteVolume = 0; ///< as many decimals as prices have
    std::int64_t firstId = -1;
    std::int64_t lastId = -1;
    std::int64_t count = 0;
};

/// The recent trades of one symbol and the sums of its last 24 hours, which move on minute by minute.
class TradeTape {
public:
    static constexpr std::size_t keptTrades = 1000;

    /// Volumes are counted in units of `step`, so that long sums of cheap coins fit.
    TradeTape(Qty step, int qtyDecimals) : m_step(step.isZero() ? Qty(1) : step), m_qtyDecimals(qtyDecimals)
    {
    }

    void add(const TapeTrade &trade);

    /// Oldest first, at most keptTrades.
    [[nodiscard]] const std::deque<TapeTrade> &recent() const { return m_recent; }
    [[nodiscard]] std::optional<TradeSummary> lastDay(Instant now) const;
    [[nodiscard]] Qty step() const { return m_step; }

private:
    struct Minute {
        std::int64_t number = 0; ///< minutes since the epoch
        TradeSummary sums;
    };

    void addTo(TradeSummary &sums, const TapeTrade &trade) const;

    Qty m_step;
    int m_qtyDecimals;
    std::deque<TapeTrade> m_recent;
    std::deque<Minute> m_minutes;
};

} // namespace touchline
