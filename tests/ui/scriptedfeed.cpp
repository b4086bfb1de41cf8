// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scriptedfeed.h"

#include <algorithm>

namespace touchline {

namespace {

// Spreads the bits of a number (the finaliser of splitmix64).
std::uint64_t scramble(std::uint64_t value)
{
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

} // namespace

ScriptedFeed::ScriptedFeed(Instrument instrument, Price firstMid, int levels)
    : m_instrument(std::make_shared<const Instrument>(std::move(instrument))),
      m_mid(firstMid),
      m_levels(levels)
{
    m_status.state = FeedState::Live;
    m_status.since = m_now;
}

void ScriptedFeed::advance(Duration by)
{
    m_now = m_now + by;
    std::uniform_int_distribution<int> steps(-3, 3);
    m_mid = Price(m_mid.raw() + m_instrument->tickSize.raw() * steps(m_random));
}

void ScriptedFeed::setState(FeedState state, std::string reason)
{
    m_status = FeedStatus{state, std::move(reason), m_now, std::nullopt};
}

std::vector<Level> ScriptedFeed::side(Side side) const
{
    const std::int64_t tick = m_instrument->tickSize.raw();
    const std::int64_t direction = side == Side::Bid ? -1 : 1;
    const std::int64_t bestBid = m_mid.raw() / tick * tick;
    std::int64_t price = side == Side::Bid ? bestBid : bestBid + m_spreadTicks * tick;
    // The same prices always hold the same quantities, so that a picture moves as a book does.
    std::vector<Level> levels;
    for (int i = 0; i < m_levels; ++i) {
        const std::uint64_t noise = scramble(static_cast<std::uint64_t>(price / tick));
        const std::int64_t lots = 1 + static_cast<std::int64_t>(noise % 200) * (1 + i / 20);
        levels.push_back(Level{Price(price), Qty(m_instrument->stepSize.raw() * lots * 10)});
        price += direction * tick *
                 static_cast<std::int64_t>(1 + (noise >> 32) % static_cast<std::uint64_t>(2 + i));
    }
    return levels;
}

FeedView ScriptedFeed::view() const
{
    FeedView view;
    view.exchange = "demo";
    view.isDemo = true;
    view.instrument = m_instrument;
    view.status = m_status;
    BookView book;
    book.updateId = 1;
    book.bids = side(Side::Bid);
    book.asks = side(Side::Ask);
    book.bidLevels = book.bids.size();
    book.askLevels = book.asks.size();
    view.book = std::make_shared<const BookView>(std::move(book));
    view.takenAt = m_now;
    return view;
}

Instrument bitcoinInstrument()
{
    Instrument instrument = bareInstrument("BTCUSDT");
    instrument.base = "BTC";
    instrument.quote = "USDT";
    instrument.status = InstrumentStatus::Trading;
    instrument.tickSize = Price(1'000'000);
    instrument.stepSize = Qty(1'000);
    return instrument;
}

} // namespace touchline
