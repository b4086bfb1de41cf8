// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedmarket.h"

#include <algorithm>

namespace touchline {

namespace {

Instrument instrument(std::string symbol, std::string base, std::int64_t tick, std::int64_t step)
{
    Instrument result;
    result.symbol = std::move(symbol);
    result.base = std::move(base);
    result.quote = "USDT";
    result.status = InstrumentStatus::Trading;
    result.tickSize = Price(tick);
    result.stepSize = Qty(step);
    return result;
}

} // namespace

ScriptedMarket::Shape ScriptedMarket::bitcoin()
{
    return {instrument("BTCUSDT", "BTC", 1'000'000, 1'000), Price(6'182'410'000'000), Qty(45'000'000)};
}

ScriptedMarket::Shape ScriptedMarket::tiny()
{
    return {instrument("PEPEUSDT", "PEPE", 1, 100'000'000), Price(1'234), Qty(4'500'000'000'000'000), 300};
}

ScriptedMarket::ScriptedMarket(Shape shape, unsigned seed)
    : m_shape(std::move(shape)),
      m_random(seed),
      m_bestBid(m_shape.start.raw() / m_shape.instrument.tickSize.raw())
{
    BookSnapshot snapshot;
    snapshot.lastUpdateId = 49'031'877'000;
    for (int i = 0; i < m_shape.levels; ++i) {
        snapshot.bids.push_back(Level{priceAt(Side::Bid, i), someQty(i)});
        snapshot.asks.push_back(Level{priceAt(Side::Ask, i), someQty(i)});
    }
    static_cast<void>(m_book.load(snapshot));
    m_view.exchange = "demo";
    m_view.isDemo = true;
    m_view.instrument = std::make_shared<const Instrument>(m_shape.instrument);
    m_view.status.state = FeedState::Live;
    m_view.integrity.completeId = snapshot.lastUpdateId;
    m_view.takenAt = Instant::fromMillis(1'770'000'000'000);
}

Price ScriptedMarket::priceAt(Side side, int ticksFromMid) const
{
    const std::int64_t ticks = side == Side::Bid ? m_bestBid - ticksFromMid : m_bestBid + 1 + ticksFromMid;
    return Price(ticks * m_shape.instrument.tickSize.raw());
}

Qty ScriptedMarket::someQty(int ticksFromMid)
{
    std::exponential_distribution<double> spread(1.0);
    const double thickness = 0.25 + std::min(1.5, ticksFromMid / 25.0);
    const auto steps = static_cast<std::int64_t>(
        spread(m_random) * thickness *
        static_cast<double>(m_shape.typical.raw() / m_shape.instrument.stepSize.raw()));
    const std::int64_t rounded = steps > 1000 && m_random() % 3 == 0 ? steps / 1000 * 1000 : steps;
    return Qty((rounded + 1) * m_shape.instrument.stepSize.raw());
}

void ScriptedMarket::changeLevel(BookDelta &delta)
{
    std::geometric_distribution<int> distance(0.12);
    const int ticks = 1 + std::min(distance(m_random), m_shape.levels - 2);
    const Side side = m_random() % 2 == 0 ? Side::Bid : Side::Ask;
    const bool removes = m_random() % 8 == 0;
    auto &levels = side == Side::Bid ? delta.bids : delta.asks;
    levels.push_back(Level{priceAt(side, ticks), removes ? Qty() : someQty(ticks)});
}

void ScriptedMarket::moveTouch(BookDelta &delta)
{
    const bool up = m_random() % 2 == 0;
    Trade trade;
    trade.aggressor = up ? Aggressor::Buyer : Aggressor::Seller;
    trade.price = priceAt(up ? Side::Ask : Side::Bid, 0);
    trade.qty = someQty(0);
    trade.exchangeTime = m_view.takenAt;
    (up ? delta.asks : delta.bids).push_back(Level{trade.price, Qty()});
    m_bestBid += up ? 1 : -1;
    delta.bids.push_back(Level{priceAt(Side::Bid, 0), someQty(0)});
    delta.asks.push_back(Level{priceAt(Side::Ask, 0), someQty(0)});
    m_view.lastTrade = trade;
    m_view.trades = {trade};
    ++m_view.counters.trades;
}

void ScriptedMarket::advance(Duration elapsed)
{
    m_view.takenAt = m_view.takenAt + elapsed;
    m_untilUpdate -= elapsed;
    if (m_untilUpdate > Duration(0))
        return;
    m_untilUpdate = std::chrono::milliseconds(100);
    BookDelta delta;
    const int changes = 2 + static_cast<int>(m_random() % 8);
    for (int i = 0; i < changes; ++i)
        changeLevel(delta);
    if (m_random() % 4 == 0)
        moveTouch(delta);
    static_cast<void>(m_book.apply(delta));
    ++*m_view.integrity.completeId;
    ++m_view.counters.frames;
    ++m_view.counters.deltas;
    m_view.lastFrameAt = m_view.takenAt;
}

FeedView ScriptedMarket::view() const
{
    FeedView view = m_view;
    BookView book;
    book.updateId = *m_view.integrity.completeId;
    m_book.bids().copyBest(1000, book.bids);
    m_book.asks().copyBest(1000, book.asks);
    book.bidLevels = m_book.bids().size();
    book.askLevels = m_book.asks().size();
    view.book = std::make_shared<const BookView>(std::move(book));
    return view;
}

} // namespace touchline
