// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/tradetape.h"

#include <algorithm>

namespace touchline {

namespace {

constexpr std::int64_t minutesADay = 1440;

std::int64_t minuteOf(Instant at)
{
    return at.millis() / 60'000;
}

void join(TradeSummary &sums, const TradeSummary &later)
{
    sums.high = std::max(sums.high, later.high);
    sums.low = std::min(sums.low, later.low);
    sums.last = later.last;
    sums.lastQty = later.lastQty;
    sums.volume = saturatingAdd(sums.volume, later.volume);
    sums.quoteVolume = saturatingAdd(sums.quoteVolume, later.quoteVolume);
    sums.lastId = later.lastId;
    sums.count += later.count;
}

} // namespace

std::vector<std::span<const TapeTrade>> fillsByPrice(std::span<const TapeTrade> fills)
{
    std::vector<std::span<const TapeTrade>> parts;
    while (!fills.empty()) {
        const auto other = std::find_if(fills.begin(), fills.end(), [&](const TapeTrade &fill) {
            return fill.price != fills.front().price;
        });
        const auto count = static_cast<std::size_t>(other - fills.begin());
        parts.push_back(fills.first(count));
        fills = fills.subspan(count);
    }
    return parts;
}

std::int64_t quoteAmount(Price price, Qty qty, int qtyDecimals)
{
    const std::int64_t unit = powerOfTen(qtyDecimals);
    const std::int64_t whole = price.raw() / unit;
    const std::int64_t part = price.raw() % unit;
    return whole * qty.raw() + part * (qty.raw() / unit) + part * (qty.raw() % unit) / unit;
}

void TradeTape::add(const TapeTrade &trade)
{
    m_recent.push_back(trade);
    if (m_recent.size() > keptTrades)
        m_recent.pop_front();
    const std::int64_t minute = minuteOf(trade.time);
    if (m_minutes.empty() || m_minutes.back().number != minute)
        m_minutes.push_back(Minute{minute, {}});
    addTo(m_minutes.back().sums, trade);
    while (m_minutes.front().number <= minute - minutesADay)
        m_minutes.pop_front();
}

void TradeTape::addTo(TradeSummary &sums, const TapeTrade &trade) const
{
    if (sums.count == 0) {
        sums.open = sums.high = sums.low = trade.price;
        sums.firstId = trade.id;
    }
    sums.high = std::max(sums.high, trade.price);
    sums.low = std::min(sums.low, trade.price);
    sums.last = trade.price;
    sums.lastQty = trade.qty;
    sums.volume = saturatingAdd(sums.volume, trade.qty.raw() / m_step.raw());
    sums.quoteVolume = saturatingAdd(sums.quoteVolume, quoteAmount(trade.price, trade.qty, m_qtyDecimals));
    sums.lastId = trade.id;
    ++sums.count;
}

std::optional<TradeSummary> TradeTape::lastDay(Instant now) const
{
    std::optional<TradeSummary> sums;
    for (const Minute &minute : m_minutes) {
        if (minute.number <= minuteOf(now) - minutesADay)
            continue;
        if (sums)
            join(*sums, minute.sums);
        else
            sums = minute.sums;
    }
    return sums;
}

} // namespace touchline
