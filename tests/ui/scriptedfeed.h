// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"

#include <cstdint>
#include <random>

namespace touchline {

/// Makes up views for tests and previews: a seeded market whose price wanders and whose depth thickens away
/// from the touch. Time starts at 2026-03-02 09:30:00 UTC and moves only by `advance`.
class ScriptedFeed {
public:
    explicit ScriptedFeed(Instrument instrument, Price firstMid, int levels = 400);

    /// Moves time on, and the market with it.
    void advance(Duration by);
    void setState(FeedState state, std::string reason = {});
    /// The spread in ticks from now on.
    void setSpread(int ticks) { m_spreadTicks = ticks; }

    [[nodiscard]] FeedView view() const;

private:
    [[nodiscard]] std::vector<Level> side(Side side) const;

    SharedInstrument m_instrument;
    Price m_mid;
    int m_levels;
    int m_spreadTicks = 1;
    FeedStatus m_status;
    Instant m_now = Instant::fromMillis(1'772'443'800'000);
    std::mt19937_64 m_random{7};
};

/// BTCUSDT with a tick of 0.01 and a step of 0.00001.
[[nodiscard]] Instrument bitcoinInstrument();

/// A whole number of units as a raw value with eight decimals.
[[nodiscard]] constexpr std::int64_t units(std::int64_t whole)
{
    return whole * 100'000'000;
}

} // namespace touchline
